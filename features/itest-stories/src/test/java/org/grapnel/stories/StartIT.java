package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Finished;
import org.grapnel.testkit.FreePort;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.InstanceSetup;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How an instance comes up, and what it says when it can't. */
class StartIT {
    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void a_start_ends_in_a_banner() throws IOException {
        long began = System.nanoTime();
        Instance grapnel = scene.start(Instance.setup());
        try (SmtpProbe probe = SmtpProbe.connect(grapnel.smtp())) {
            probe.reply().expect(220);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        System.out.println("from the command to the first 220: " + took.toMillis() + " ms");
        assertThat(took)
                .isLessThan(Duration.ofSeconds(15)); // a loaded machine takes several times what an idle one takes
        assertThat(grapnel.stderr()).isEmpty();
        assertThat(grapnel.stop()).isZero();
    }

    @Test
    void who_sees_the_first_banner_can_give_commands() throws Exception {
        InetSocketAddress smtp = FreePort.address();
        CompletableFuture<Instant> banner = CompletableFuture.supplyAsync(() -> {
            Await.until(Post.LIMIT, () -> greets(smtp), () -> "nobody greets at " + smtp);
            return Instant.now();
        });
        Instance grapnel =
                scene.start(Instance.setup().set("smtp.listen", smtp.getHostString() + ":" + smtp.getPort()));
        assertThat(Files.getLastModifiedTime(grapnel.base().resolve("data").resolve("control.path"))
                        .toInstant())
                .isBefore(banner.get(30, TimeUnit.SECONDS));
        assertThat(grapnel.ask("smtp:sessions")).isNotNull();
    }

    private static boolean greets(InetSocketAddress smtp) {
        try (SmtpProbe probe = SmtpProbe.connect(smtp)) {
            return probe.reply().code() == 220;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Test
    void two_instances_run_side_by_side() throws IOException {
        ReceivingServer receiver = scene.receiver();
        Instance one = scene.start(Instance.setup().routeAllTo(receiver).set("hostname", "one.test"));
        Instance two = scene.start(Instance.setup().routeAllTo(receiver).set("hostname", "two.test"));

        Post.send(one, "s@a.test", "x@b.test", "through one");
        Post.send(two, "s@a.test", "x@b.test", "through two");

        assertThat(receiver.awaitSubject("through one", Post.LIMIT)
                        .header("Received")
                        .orElse(""))
                .contains("by one.test");
        assertThat(receiver.awaitSubject("through two", Post.LIMIT)
                        .header("Received")
                        .orElse(""))
                .contains("by two.test");
        assertThat(one.stop()).isZero();
        Post.send(two, "s@a.test", "x@b.test", "alone");
        receiver.awaitSubject("alone", Post.LIMIT);
    }

    @Test
    void mail_that_was_not_delivered_is_there_after_a_restart() throws IOException {
        int port = FreePort.next();
        Instance grapnel = scene.start(Instance.setup().set("routes", "*=127.0.0.1:" + port));
        Post.send(grapnel, "s@a.test", "x@b.test", "kept");
        assertThat(grapnel.stop()).isZero();
        ReceivingServer receiver = scene.receiver(ReceivingServer.setup().port(port));

        grapnel.restart();
        grapnel.control("queue:flush").expectSuccess();

        receiver.awaitSubject("kept", Post.LIMIT);
        Post.awaitQuiet(grapnel);
        assertThat(receiver.count()).isEqualTo(1);
    }

    @Test
    void a_spool_that_another_instance_uses_is_refused() throws IOException {
        Instance owner = scene.start(Instance.setup());
        String spool = owner.base().resolve("data").resolve("spool").toString();

        assertRefused(Instance.setup().set("spool", spool), spool, "another");
    }

    @Test
    void a_taken_port_is_refused() throws IOException {
        ReceivingServer taken = scene.receiver();

        assertRefused(
                Instance.setup().set("smtp.listen", taken.route()), "smtp.listen", taken.route(), "choose another");
    }

    @Test
    void a_malformed_configuration_is_refused() throws IOException {
        assertRefused(
                Instance.setup().file("etc/grapnel.json", "{\n  \"hostname\": \"a.test\"\n  \"smtp.listen\": 1\n}\n"),
                "etc/grapnel.json",
                "3");
    }

    @Test
    void an_unknown_option_is_refused_with_the_one_that_was_meant() throws IOException {
        assertRefused(
                Instance.setup().file("etc/grapnel.json", "{ \"retry_intervall\": \"2s\" }\n"),
                "etc/grapnel.json",
                "retry_intervall",
                "did you mean retry_interval?");
        assertRefused(Instance.setup().set("rutes", "*=127.0.0.1:1"), "--set", "rutes", "did you mean routes?");
    }

    @Test
    void a_value_out_of_range_is_refused_with_the_range() throws IOException {
        assertRefused(Instance.setup().set("max_errors", "0"), "--set", "max_errors", "1–1000000");
        assertRefused(Instance.setup().set("retry_interval", "soon"), "--set", "retry_interval", "soon", "20m");
        assertRefused(Instance.setup().set("smtp.listen", "127.0.0.1:99999"), "smtp.listen", "99999", "65535");
    }

    @Test
    void every_mistake_of_a_configuration_is_named() throws IOException {
        Finished end = Instance.setup()
                .file("etc/grapnel.json", "{ \"max_errors\": 0, \"hostname\": \"not a name\" }\n")
                .expectStartFailure();

        assertThat(message(end)).contains("max_errors", "hostname");
    }

    /** One line, on stderr, that names all these. */
    private static void assertRefused(InstanceSetup setup, String... named) throws IOException {
        Finished end = setup.expectStartFailure();
        assertThat(message(end)).contains(named);
    }

    private static String message(Finished end) {
        List<String> lines = end.err().strip().lines().toList();
        assertThat(lines).as("what stderr says: %s", end).hasSize(1);
        assertThat(lines.get(0)).startsWith("grapnel: ").doesNotContain("Exception");
        return lines.get(0);
    }
}
