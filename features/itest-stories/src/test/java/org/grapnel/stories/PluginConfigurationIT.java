package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.grapnel.hook.reception.ValidateDataSpoolEachRcpt;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Finished;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.MailPump;
import org.grapnel.testkit.PluginJar;
import org.grapnel.testkit.PumpReport;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Plugins are told what to do while mail flows: what is wrong changes nothing, what is right leaves no mail without its policy. */
class PluginConfigurationIT {
    private static final int CHANGES = 20;
    private static final String STAMP = "X-Grapnel-Stamp";
    private static final String PID = "org.grapnel.header-stamp";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path work;

    private Instance start(ReceivingServer receiver) throws IOException {
        return scene.start(
                Instance.setup().plugin(Plugins.headerStamp(), "stamp.jar").routeAllTo(receiver));
    }

    private static JsonNode key(Instance grapnel, String key) {
        return StreamSupport.stream(grapnel.ask("plugin:config " + PID).spliterator(), false)
                .filter(row -> row.path("key").asText().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + key + ": " + grapnel.ask("plugin:config " + PID)));
    }

    @Test
    void what_is_wrong_is_named_and_changes_nothing() throws IOException {
        Instance grapnel = start(scene.receiver());
        assertThat(grapnel.ask("plugin:config").toString()).contains(PID);
        assertThat(key(grapnel, "header").path("default").asText()).isEqualTo(STAMP);
        assertThat(key(grapnel, "header").path("description").asText()).contains("header field");

        Finished unknown = grapnel.control("plugin:config " + PID + " hedaer=X-Other");
        assertThat(unknown.status()).isNotZero();
        assertThat(unknown.out() + unknown.err())
                .contains("etc/" + PID + ".json: hedaer: there is no such key; there are header, text");
        assertThat(grapnel.base().resolve("etc/" + PID + ".json")).doesNotExist();

        grapnel.ask("plugin:config " + PID + " 'text=one {version}'");
        assertThat(key(grapnel, "text").path("value").asText()).isEqualTo("one {version}");
        write(grapnel, PID, "{ \"text\": [\"one\", \"two\"] }");
        grapnel.awaitLog("etc/" + PID + "\\.json: text: 2 values are too many; write one", LIMIT);
        assertThat(key(grapnel, "text").path("value").asText()).isEqualTo("one {version}");
    }

    @Test
    void what_is_set_by_command_is_in_force_and_stays_over_a_restart() throws IOException {
        ReceivingServer receiver = scene.receiver();
        Instance grapnel = start(receiver);
        grapnel.ask("plugin:config " + PID + " header=X-Grapnel-Stamp 'text=by command'");
        awaitStamp(grapnel, receiver, "set", "by command");
        grapnel.restart();
        awaitStamp(grapnel, receiver, "kept", "by command");
        grapnel.ask("plugin:config --unset text " + PID);
        awaitStamp(grapnel, receiver, "unset", "header-stamp 0.1.0");
    }

    private static void awaitStamp(Instance grapnel, ReceivingServer receiver, String subject, String stamp) {
        awaitStamps(grapnel, receiver, subject, List.of(stamp));
    }

    @Test
    void one_that_takes_changes_while_it_runs_stamps_each_mail() throws IOException {
        ReceivingServer receiver =
                scene.receiver(ReceivingServer.setup().countOnly().noting(STAMP));
        Instance grapnel = start(receiver);
        changeUnderLoad(grapnel, receiver, text -> grapnel.ask("plugin:config " + PID + " 'text=" + text + "'"));
    }

    @Test
    void one_that_is_made_anew_by_each_change_stamps_each_mail() throws IOException {
        ReceivingServer receiver =
                scene.receiver(ReceivingServer.setup().countOnly().noting(STAMP));
        String pid = ConfiguredStamper.class.getName();
        Instance grapnel = scene.start(Instance.setup()
                .plugin(configured(), "configured.jar")
                .file("etc/" + pid + ".json", "{ \"text\": \"change 0\" }")
                .routeAllTo(receiver));
        changeUnderLoad(grapnel, receiver, text -> write(grapnel, pid, "{ \"text\": \"" + text + "\" }"));
        assertThat(grapnel.log()).contains("org.example.configured 1.0.0 is live with its new configuration");
    }

    @Test
    void instances_of_a_factory_that_are_made_anew_by_each_change_stamp_each_mail_once() throws IOException {
        ReceivingServer receiver =
                scene.receiver(ReceivingServer.setup().countOnly().noting(STAMP));
        String pid = ConfiguredStamper.class.getName() + "~one";
        Instance grapnel = scene.start(Instance.setup()
                .plugin(configured(), "configured.jar")
                .file("etc/" + pid + ".json", "{ \"text\": \"change 0\" }")
                .routeAllTo(receiver));
        changeUnderLoad(grapnel, receiver, text -> write(grapnel, pid, "{ \"text\": \"" + text + "\" }"));
    }

    @Test
    void instances_of_a_factory_come_change_survive_an_upgrade_and_go() throws IOException {
        ReceivingServer receiver = scene.receiver();
        String pid = ConfiguredStamper.class.getName();
        Instance grapnel = scene.start(Instance.setup()
                .plugin(configured(), "configured.jar")
                .file("etc/" + pid + "~one.json", "{ \"text\": \"one\" }")
                .routeAllTo(receiver));
        awaitStamps(grapnel, receiver, "begun", List.of("one"));
        write(grapnel, pid + "~two", "{ \"text\": \"two\" }");
        awaitStamps(grapnel, receiver, "more", List.of("one", "two"));
        write(grapnel, pid + "~one", "{ \"text\": \"other\" }");
        awaitStamps(grapnel, receiver, "changed", List.of("other", "two"));
        grapnel.deploy(PluginJar.reversioned(configured(), "1.1.0", work.resolve("other.jar")), "configured.jar");
        Plugins.awaitLive(grapnel, "configured.jar", "1.1.0");
        awaitStamps(grapnel, receiver, "upgraded", List.of("other", "two"));
        Files.delete(grapnel.base().resolve("etc/" + pid + "~one.json"));
        awaitStamps(grapnel, receiver, "gone", List.of("two"));
    }

    /** In any order. */
    private static void awaitStamps(Instance grapnel, ReceivingServer receiver, String subject, List<String> stamps) {
        int[] mails = {0};
        Await.until(
                LIMIT,
                () -> {
                    String now = subject + " " + ++mails[0];
                    Post.send(grapnel, "s@a.test", "x@b.test", now);
                    return receiver.awaitSubject(now, Post.LIMIT).headers(STAMP).stream()
                            .sorted()
                            .toList()
                            .equals(stamps);
                },
                () -> "not stamped " + stamps + " after " + mails[0] + " mails: " + grapnel.evidence());
    }

    private Path configured() throws IOException {
        return PluginJar.named("org.example.configured")
                .component(ConfiguredStamper.class, ValidateDataSpoolEachRcpt.class, Map.of())
                .header(
                        "Import-Package",
                        "org.grapnel.hook,org.grapnel.hook.mail,org.grapnel.hook.reception,org.grapnel.hook.session")
                .writeTo(work.resolve("configured.jar"));
    }

    /** Changes a configuration. */
    @FunctionalInterface
    private interface Change {
        void to(String text) throws IOException;
    }

    private void changeUnderLoad(Instance grapnel, ReceivingServer receiver, Change change) throws IOException {
        MailPump pump = scene.start(MailPump.to(grapnel.smtp())
                .endless()
                .size(2 * 1024)
                .sessions(10)
                .perSecond(500));
        pump.awaitAcknowledged(100, LIMIT);
        for (int i = 1; i <= CHANGES; i++) {
            String text = "change " + i;
            change.to(text);
            Await.until(
                    LIMIT,
                    () -> receiver.noted().containsValue(List.of(text)),
                    () -> "no mail is stamped '" + text + "': " + grapnel.evidence());
        }
        PumpReport sent = pump.stop(LIMIT);
        receiver.awaitMails(sent.acknowledged().size(), LIMIT);
        assertThat(sent.earlyEnds()).isEmpty();
        assertThat(sent.refused()).isEmpty();
        Map<String, List<String>> stamps = receiver.noted();
        assertThat(stamps.keySet()).isEqualTo(sent.acknowledged());
        assertThat(stamps.values())
                .allSatisfy(stamp ->
                        assertThat(stamp).singleElement().asString().matches("change \\d+|header-stamp 0\\.1\\.0"));
    }

    private void write(Instance grapnel, String pid, String json) throws IOException {
        Path staged = Files.writeString(work.resolve("staged.json"), json);
        Files.copy(staged, grapnel.base().resolve("etc/." + pid), StandardCopyOption.REPLACE_EXISTING);
        Files.move(
                grapnel.base().resolve("etc/." + pid),
                grapnel.base().resolve("etc/" + pid + ".json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
