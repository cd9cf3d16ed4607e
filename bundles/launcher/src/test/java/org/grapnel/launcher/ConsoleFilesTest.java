package org.grapnel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleFilesTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void a_full_console_log_gives_way_to_a_new_one() throws Exception {
        Path file = folder.resolve("console.log");
        Files.writeString(file, "old\n");
        try (ConsoleLog log = new ConsoleLog(file, 10)) {
            log.write("123456\n".getBytes(StandardCharsets.UTF_8));
            log.write("next\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(file).hasContent("123456\nnext\n".substring(7));
        assertThat(folder.resolve("console.log.1")).hasContent("123456\n");
    }

    @Test
    void the_tail_forwards_whole_lines_that_are_new_and_our_errors_to_standard_error() throws Exception {
        Path file = folder.resolve("console.log");
        Files.writeString(file, "of an earlier start\n");
        ConsoleTail tail = ConsoleTail.atEnd(file, stream(out), stream(err));

        add(file, "one\nhal");
        tail.forward();
        add(file, "f\ngrapnel: cannot start: why\n");
        tail.forward();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("one\nhalf\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("grapnel: cannot start: why\n");
    }

    @Test
    void the_tail_waits_for_a_file_that_does_not_exist_yet() throws Exception {
        Path file = folder.resolve("console.log");
        ConsoleTail tail = ConsoleTail.atEnd(file, stream(out), stream(err));
        tail.forward();
        Files.writeString(file, "first\n");
        tail.forward();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("first\n");
    }

    private static void add(Path file, String text) throws java.io.IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
