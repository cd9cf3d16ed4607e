package org.grapnel.launcher.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.grapnel.launcher.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceTest {
    @TempDir
    Path folder;

    private Path defaults;
    private Instance instance;

    @BeforeEach
    void defaults() throws IOException {
        defaults = Files.createDirectories(folder.resolve("home/etc"));
        Files.writeString(defaults.resolve("grapnel.json"), "{}");
        Files.writeString(defaults.resolve("logback.xml"), "<configuration/>");
        instance = new Instance(folder.resolve("an instance"));
    }

    @Test
    void makes_the_directories_and_copies_the_defaults() throws Exception {
        instance.prepare(defaults);

        assertThat(instance.base().resolve("deploy")).isDirectory();
        assertThat(instance.log()).isDirectory();
        assertThat(instance.etc().resolve("grapnel.json")).hasContent("{}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(instance.data())))
                .isEqualTo("rwx------");
    }

    @Test
    void keeps_a_file_that_is_there() throws Exception {
        Files.createDirectories(instance.etc());
        Files.writeString(instance.etc().resolve("grapnel.json"), "mine");

        instance.prepare(defaults);

        assertThat(instance.etc().resolve("grapnel.json")).hasContent("mine");
        assertThat(instance.etc().resolve("logback.xml")).exists();
    }

    @Test
    void a_file_in_the_way_is_named() throws IOException {
        Files.createDirectories(instance.base());
        Files.createFile(instance.data());

        assertThatThrownBy(() -> instance.prepare(defaults))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("cannot make the directory " + instance.data());
    }

    @Test
    void one_process_at_a_time_has_the_lock() throws Exception {
        instance.prepare(defaults);
        try (InstanceLock first = InstanceLock.take(instance)) {
            first.clearLeftovers();
            assertThatThrownBy(() -> InstanceLock.take(instance))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("already running");
        }
        InstanceLock.take(instance).close();
    }

    @Test
    void the_pid_file_of_this_process_says_that_it_runs() throws Exception {
        PidFile file = pidFile();
        file.write(ProcessHandle.current());

        assertThat(file.running()).contains(ProcessHandle.current());

        file.remove();
        assertThat(file.running()).isEmpty();
        assertThat(file.exists()).isFalse();
    }

    @Test
    void a_reused_process_id_is_not_ours() throws Exception {
        PidFile file = pidFile();
        Files.writeString(file.path(), ProcessHandle.current().pid() + "\n2001-01-01T00:00:00Z\n");

        assertThat(file.running()).isEmpty();
    }

    @Test
    void a_pid_file_that_we_did_not_write_names_nobody() throws Exception {
        PidFile file = pidFile();
        for (String content : new String[] {"", "12", "x\ny\n", "1\nnever\n", "9".repeat(500)}) {
            Files.writeString(file.path(), content);
            assertThat(file.running()).as(content).isEmpty();
        }
    }

    private PidFile pidFile() throws Refused {
        instance.prepare(defaults);
        return instance.pidFile();
    }
}
