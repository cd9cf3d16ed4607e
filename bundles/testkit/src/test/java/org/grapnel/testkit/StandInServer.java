package org.grapnel.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process with the surfaces of the distribution's {@code bin/grapnel} and nothing behind them: what the runner is tested on. */
final class StandInServer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StandInServer() {}

    /** Writes a bin/grapnel that runs this class in the JVM the test runs in. */
    static Path distribution(Path directory) throws IOException {
        Path script = Files.createDirectories(directory.resolve("bin")).resolve("grapnel");
        Files.writeString(
                script,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path") + "' "
                        + StandInServer.class.getName() + " \"$@\"\n");
        if (!script.toFile().setExecutable(true)) throw new IOException("can't make " + script + " executable");
        return directory;
    }

    public static void main(String[] args) throws Exception {
        List<String> all = List.of(args);
        Path base = Path.of(all.get(all.indexOf("--base") + 1));
        if (args[0].equals("exec")) {
            System.out.println(JSON.createObjectNode().put("command", args[1]).put("json", all.contains("--json")));
            System.exit(args[1].equals("fail") ? 3 : 0);
        }
        if (all.contains("refuse=yes")) {
            System.err.println("etc/grapnel.json: refused");
            System.exit(2);
        }
        if (all.contains("child=yes")) new ProcessBuilder("sleep", "300").start();
        Path log = Files.createDirectories(base.resolve("log")).resolve("grapnel.log");
        Files.writeString(
                log, "started " + Arrays.toString(args) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        serve(base);
    }

    private static void serve(Path base) throws IOException {
        // beside the base, with which it is removed
        Path socket = base.resolveSibling("s");
        Files.deleteIfExists(socket);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                // an orderly stop is status 0, not the JVM's 143
                Runtime.getRuntime().halt(0);
            }));
            Files.writeString(Files.createDirectories(base.resolve("data")).resolve("control.path"), socket + "\n");
            System.out.println("grapnel is ready in 1 ms");
            while (true) {
                try (SocketChannel client = server.accept()) {
                    answer(client, base);
                }
            }
        }
    }

    private static void answer(SocketChannel client, Path base) throws IOException {
        BufferedReader in = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
        JsonNode request = JSON.readTree(in.readLine());
        String command = request.get("line").asText();
        if (command.equals("hang")) {
            in.readLine(); // until the client has gone
            return;
        }
        String deployed;
        try (Stream<Path> jars = Files.list(Files.createDirectories(base.resolve("deploy")))) {
            deployed = jars.map(p -> p.getFileName().toString()).sorted().collect(Collectors.joining(","));
        }
        String out = JSON.createObjectNode()
                .put("command", command)
                .put("deployed", deployed)
                .put("pid", ProcessHandle.current().pid())
                .put("user", request.get("user").asText())
                .toString();
        int half = out.length() / 2;
        String lines = JSON.createObjectNode().put("out", out.substring(0, half)) + "\n"
                + JSON.createObjectNode().put("out", out.substring(half)) + "\n"
                + JSON.createObjectNode().put("err", "a word of warning") + "\n"
                + JSON.createObjectNode().put("status", command.equals("fail") ? 1 : 0) + "\n";
        client.write(ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8)));
    }
}
