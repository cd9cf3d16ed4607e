package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.ReceivedMail.Fate;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Reply;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.grapnel.testkit.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full for real, and a mail that is larger than the heap. */
class SpoolUnderPressureIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final Scene scene = new Scene();

    /** A server whose spool has a file system of 16 MB of its own. */
    private Instance onSmallDisk(Path mountPoint, ReceivingServer receiver) throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=16m", "grapnel-test", mountPoint.toString()),
                "mounting a small file system needs root");
        scene.closing(
                () -> assertThat(run("umount", "-l", mountPoint.toString())).isTrue());
        return scene.start(Instance.setup()
                .routeAllTo(receiver)
                .set("spool", mountPoint.resolve("spool").toString())
                .set("spool.segment_size", "1MB")
                .set("spool.reserve", "1MB")
                .set("retry_interval", "1h"));
    }

    @Test
    void a_full_disk_defers_mail_delivers_what_it_has_and_recovers_without_a_restart(@TempDir Path mountPoint)
            throws Exception {
        ReceivingServer receiver = scene.receiver();
        receiver.rule(Rule.at(Stage.RCPT).reply(451, "4.2.0 not now"));
        Instance grapnel = onSmallDisk(mountPoint, receiver);
        Post.send(grapnel, "a@sender.test", "x@b.test", "before");
        awaitState(grapnel, "ok");
        Await.until(LIMIT, () -> receiver.connections() > 0, () -> "no attempt was made");

        Path filler = mountPoint.resolve("filler");
        fill(filler);
        assertThat(send(grapnel, "small", 1).toString()).startsWith("452 4.3.1");
        assertThat(send(grapnel, "large", 3 << 20).code()).isIn(451, 452);
        awaitState(grapnel, "full");
        assertThat(grapnel.awaitLog("ERROR.*(No space left|bytes free, the reserve is)", LIMIT))
                .isNotEmpty();

        receiver.clearRules();
        grapnel.ask("queue:flush");
        receiver.awaitSubject("before", LIMIT);
        Files.delete(filler);
        awaitState(grapnel, "ok");
        Await.until(LIMIT, () -> grapnel.ask("spool:status").path("owed").asInt() == 0, grapnel::evidence);
        assertThat(send(grapnel, "after", 1).code()).isEqualTo(250);
        receiver.awaitSubject("after", LIMIT);
        Post.awaitQuiet(grapnel);

        grapnel.restart();
        Post.awaitQuiet(grapnel);
        assertThat(receiver.mails()).hasSize(2);
        assertThat(grapnel.ask("spool:check").path("damaged").asInt()).isZero();
        assertThat(grapnel.stop()).isZero();
    }

    @Test
    void a_start_on_a_full_disk_delivers_what_is_there_and_takes_mail_again_when_there_is_room(@TempDir Path mountPoint)
            throws Exception {
        ReceivingServer receiver = scene.receiver();
        receiver.rule(Rule.at(Stage.RCPT).reply(451, "4.2.0 not now"));
        Instance grapnel = onSmallDisk(mountPoint, receiver);
        Post.send(grapnel, "a@sender.test", "x@b.test", "before");
        Await.until(LIMIT, () -> receiver.connections() > 0, () -> "no attempt was made");
        grapnel.kill();
        Path filler = mountPoint.resolve("filler");
        Files.delete(mountPoint.resolve("spool").resolve("spool.lock")); // its few bytes have no place either
        fill(filler);

        grapnel.restart();
        assertThat(send(grapnel, "small", 1).toString()).startsWith("452 4.3.1");
        receiver.clearRules();
        grapnel.ask("queue:flush");
        receiver.awaitSubject("before", LIMIT);
        Files.delete(filler);
        awaitState(grapnel, "ok");
        Await.until(LIMIT, () -> grapnel.ask("spool:status").path("owed").asInt() == 0, grapnel::evidence);
        assertThat(send(grapnel, "after", 1).code()).isEqualTo(250);
        receiver.awaitSubject("after", LIMIT);
        Post.awaitQuiet(grapnel);
        grapnel.kill();
        grapnel.restart();
        Post.awaitQuiet(grapnel);
        assertThat(receiver.mails()).hasSize(2);
        assertThat(grapnel.stop()).isZero();
    }

    private static void awaitState(Instance grapnel, String state) {
        Await.until(
                LIMIT,
                () -> grapnel.ask("spool:status").path("state").asText().equals(state),
                () -> "not " + state + ": " + grapnel.ask("spool:status"));
    }

    private static Reply send(Instance grapnel, String subject, int bytes) throws IOException {
        String line = "x".repeat(76) + "\n";
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            return probe.mail(
                    "a@sender.test",
                    List.of("x@b.test"),
                    "From: <a@sender.test>\nSubject: " + subject + "\n\n" + line.repeat(1 + bytes / line.length()));
        }
    }

    /** Until the system says that there is no room for one byte more. */
    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_mail_of_a_hundred_megabytes_passes_through_a_heap_of_sixty_four() throws IOException {
        ReceivingServer receiver = scene.receiver(
                ReceivingServer.setup().countOnly().without("SIZE 52428800").mostContent(200L << 20));
        Instance grapnel = scene.start(Instance.setup()
                .routeAllTo(receiver)
                .set("max_message_size", "200MB")
                .environment("GRAPNEL_JAVA_OPTS", "-Xmx64m"));
        byte[] megabyte = ("x".repeat(1022) + "\r\n").repeat(1024).getBytes(StandardCharsets.US_ASCII);
        try (SmtpProbe probe = SmtpProbe.connect(grapnel.smtp(), LIMIT)) {
            probe.reply().expect(220);
            probe.command("EHLO client.test").expect(250);
            probe.command("MAIL FROM:<a@sender.test>").expect(250);
            probe.command("RCPT TO:<x@b.test>").expect(250);
            probe.command("DATA").expect(354);
            probe.raw("Subject: large\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 100; i++) {
                probe.raw(megabyte);
            }
            probe.command(".").expect(250);
        }
        Await.until(LIMIT, () -> receiver.count(Fate.ACCEPTED) == 1, grapnel::evidence);
        assertThat(receiver.bytes()).isGreaterThanOrEqualTo(100L * megabyte.length);
        assertThat(grapnel.log()).doesNotContain("OutOfMemory");
        assertThat(grapnel.stop()).isZero();
    }
}
