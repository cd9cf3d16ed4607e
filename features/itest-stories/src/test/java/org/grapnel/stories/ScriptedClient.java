package org.grapnel.stories;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that carries lines to a server and back, such as openssl s_client: each command waits for the reply to the one
 * before. For one test thread; the program itself is ended by coreutils' timeout, which ends every wait here.
 */
final class ScriptedClient implements AutoCloseable {
    private final Process process;
    private final OutputStream out;
    private final BufferedReader in;
    private final Path errors;
    private final List<String> said = new ArrayList<>();

    private ScriptedClient(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        out = process.getOutputStream();
        in = process.inputReader(StandardCharsets.UTF_8);
    }

    static ScriptedClient start(List<String> command) throws IOException {
        Path errors = Files.createTempFile("scripted", ".err");
        List<String> bounded = new ArrayList<>(List.of("timeout", "--kill-after=1", "20"));
        bounded.addAll(command);
        return new ScriptedClient(
                new ProcessBuilder(bounded).redirectError(errors.toFile()).start(), errors);
    }

    /** Sends a line, or several; the program makes the line ends. */
    ScriptedClient say(String lines) throws IOException {
        said.add("> " + lines);
        out.write((lines + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return this;
    }

    /** Waits for the last line of a reply with this code. */
    ScriptedClient expect(int code) throws IOException {
        String line;
        do {
            line = in.readLine();
            if (line == null) throw new AssertionError("no reply " + code + ": " + this);
            said.add("< " + line);
        } while (!line.matches("\\d{3}( .*)?"));
        if (!line.startsWith(Integer.toString(code))) throw new AssertionError("no reply " + code + ": " + this);
        return this;
    }

    @Override
    public void close() throws IOException {
        process.destroy(); // timeout passes it on to the program
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(errors);
    }

    @Override
    public String toString() {
        try {
            return String.join("\n", said) + "\n" + Files.readString(errors);
        } catch (IOException e) {
            return String.join("\n", said) + "\n(" + errors + ": " + e + ")";
        }
    }
}
