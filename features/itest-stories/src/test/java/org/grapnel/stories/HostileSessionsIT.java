package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Clients that mean harm: cut anywhere, garbage, floods, half commands, early close. The build sends a few hundred; the full run is
 * {@code mvn -pl features/itest-stories -am verify -Dit.test=HostileSessionsIT -Dgrapnel.hostile.sessions=10000}.
 */
class HostileSessionsIT {
    private static final int SESSIONS = Integer.getInteger("grapnel.hostile.sessions", 500);
    private static final int AT_A_TIME = 16;
    private static final String MAIL = "EHLO evil.test\r\nMAIL FROM:<s@a.test>\r\nRCPT TO:<x@b.test>\r\n";

    @RegisterExtension
    static final Scene SCENE = new Scene();

    @Test
    void leave_nothing_behind() throws Exception {
        ReceivingServer receiver = SCENE.receiver();
        Instance grapnel = SCENE.start(Instance.setup()
                .routeAllTo(receiver)
                .set("command_timeout", "10s")
                .set("data_timeout", "10s"));
        hostile(grapnel.smtp(), AT_A_TIME * 4); // has started what starts with the first sessions
        Post.send(grapnel, "s@a.test", "x@b.test", "before");
        receiver.awaitSubject("before", Post.LIMIT);
        awaitIdle(grapnel);
        int threads = count(grapnel, "task");
        int files = count(grapnel, "fd");

        hostile(grapnel.smtp(), SESSIONS);

        awaitIdle(grapnel);
        Await.until(
                Post.LIMIT,
                () -> count(grapnel, "task") <= threads + 8 && count(grapnel, "fd") <= files + 4,
                () -> "threads " + threads + " → " + count(grapnel, "task") + ", open files " + files + " → "
                        + count(grapnel, "fd"));
        try (Stream<Path> walk = Files.walk(grapnel.base())) {
            assertThat(walk.filter(path -> path.getFileName().toString().startsWith("intake-")))
                    .isEmpty();
        }
        assertThat(grapnel.log()).doesNotContain("ended by a fault of the server");
        assertThat(receiver.mails())
                .allMatch(mail ->
                        mail.subject().equals("before") || mail.subject().equals("hostile"));
        Post.send(grapnel, "s@a.test", "x@b.test", "after");
        receiver.awaitSubject("after", Post.LIMIT);
    }

    private static void awaitIdle(Instance grapnel) {
        Await.until(
                Post.LIMIT,
                () -> grapnel.ask("smtp:sessions").isEmpty(),
                () -> "still there: " + grapnel.ask("smtp:sessions"));
        Post.awaitQuiet(grapnel);
    }

    /** Entries of a folder of the process in /proc. */
    private static int count(Instance grapnel, String folder) {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(grapnel.pid()), folder))) {
            return (int) entries.count();
        } catch (NoSuchFileException e) {
            throw new AssertionError("the server has gone", e);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void hostile(InetSocketAddress server, int sessions) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < sessions; i++) {
                int seed = i;
                all.add(clients.submit(() -> {
                    attack(server, new Random(seed));
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(10, TimeUnit.MINUTES);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private static void attack(InetSocketAddress server, Random random) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setSoTimeout(30_000);
            if (random.nextInt(4) == 0) {
                socket.setSoLinger(true, 0); // a reset instead of an orderly end
            }
            byte[] bytes = bytes(random);
            int cut = random.nextInt(3) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            for (int at = 0; at < cut; at += 4096) {
                socket.getOutputStream().write(bytes, at, Math.min(4096, cut - at));
            }
            if (random.nextInt(3) > 0) {
                socket.shutdownOutput();
                drain(socket.getInputStream());
            }
        } catch (SocketException hungUpOn) {
            assertThat(hungUpOn.getMessage()).containsAnyOf("reset", "Broken pipe", "closed", "abort");
        }
    }

    private static void drain(InputStream replies) throws IOException {
        byte[] block = new byte[8192];
        try {
            for (int n = replies.read(block); n >= 0; n = replies.read(block)) {
                assertThat(new String(block, 0, n, StandardCharsets.ISO_8859_1)).doesNotContain("421 4.3.0");
            }
        } catch (SocketTimeoutException silent) {
            throw new AssertionError("the server neither answers nor closes", silent);
        }
    }

    private static byte[] bytes(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> new byte[0];
            case 1 -> garbage(random, random.nextInt(20_000));
            case 2 -> text("NOOP\r\n".repeat(random.nextInt(5_000)));
            case 3 -> text("FROB\r\n".repeat(random.nextInt(5_000)));
            case 4 -> text("x".repeat(random.nextInt(200_000)));
            case 5 -> text(MAIL + "DATA\r\nSubject: hostile\r\n\r\n" + "line\r\n".repeat(random.nextInt(300_000)));
            case 6 ->
                text(MAIL + "BDAT " + (1 + random.nextInt(3_000_000)) + " LAST\r\nSubject: hostile\r\n\r\n"
                        + "x".repeat(random.nextInt(990)));
            case 7 -> text(MAIL + "BDAT 99999999999999999999\r\n" + "RSET\r\n".repeat(random.nextInt(10_000)));
            default -> text(MAIL + "DATA\r\nSubject: hostile\r\n\r\na\r\n.\r\nQUI");
        };
    }

    private static byte[] garbage(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
