package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.EditableMessage;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.reception.ValidateDataSpoolEachRcpt;
import org.grapnel.hook.reception.ValidateMailfrom;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.PluginJar;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Reply;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Whatever a plugin does wrong, its faults stay its own: the session goes on, and so do the mails through other handlers. */
class HostilePluginsIT {
    private static final String VICTIM = "victim@a.test";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static ReceivingServer receiver;
    private static Instance grapnel;

    @TempDir
    Path work;

    @BeforeEach
    void start() throws IOException {
        if (grapnel != null) return;
        receiver = SCENE.receiver();
        grapnel = SCENE.start(Instance.setup()
                .plugin(Plugins.headerStamp(), "stamp.jar")
                .set("handler.deadline", "300ms")
                .set("handler.max_allocation", "64MB")
                .environment("GRAPNEL_JAVA_OPTS", "-Xmx256m") // memory that runs out soon
                .routeAllTo(receiver));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throws",
                "throws an error",
                "recurses",
                "hangs",
                "is late",
                "spins",
                "allocates",
                "hoards",
                "answers null",
                "makes an absurd reply"
            })
    void a_fault_costs_one_deferral_and_one_line(String conduct) throws IOException {
        String name = deploy(conduct);
        try (SmtpProbe session = SmtpProbe.greeted(grapnel.smtp())) {
            assertDeferred(session);
            assertMailGoesOn(session, conduct + ", in the same session");
            assertDeferred(session);
        }
        assertMailGoesOn(conduct + ", in another session");
        assertThat(faults(name)).isEqualTo(2);
        undeploy(name);
        try (SmtpProbe session = SmtpProbe.greeted(grapnel.smtp())) {
            session.command("MAIL FROM:<" + VICTIM + ">").expect(250);
        }
    }

    @Test
    void a_reply_of_several_lines_is_one_reply() throws IOException {
        String name = deploy("splits its reply");
        try (SmtpProbe session = SmtpProbe.greeted(grapnel.smtp())) {
            session.send("MAIL FROM:<" + VICTIM + ">");
            int lines = 0;
            String line;
            do {
                line = session.line();
                assertThat(line).matches("550[- ]5\\.7\\.1 [\\p{Print}]*").hasSizeLessThanOrEqualTo(510);
                lines++;
            } while (line.startsWith("550-"));
            assertThat(lines).isGreaterThan(10);
            assertMailGoesOn(session, "behind a reply of many lines");
        }
        assertThat(faults(name)).isZero();
        undeploy(name);
    }

    @Test
    void an_interrupt_that_is_left_behind_stops_nobody() throws IOException {
        String name = deploy("leaves an interrupt");
        try (SmtpProbe session = SmtpProbe.greeted(grapnel.smtp())) {
            for (int i = 0; i <= 120; i++) { // from the hundredth on it is called on the session's thread
                String content = "From: <s@a.test>\nSubject: though interrupted " + i + "\n\nA line.\n";
                session.mail(VICTIM, List.of("x@b.test"), content).expect(250);
            }
            receiver.awaitSubject("though interrupted 120", Post.LIMIT);
            assertMailGoesOn(session, "after an interrupt");
        }
        assertThat(faults(name)).isZero();
        undeploy(name);
    }

    /** Keeps what it was given of one sender's mails, and goes on changing it when its calls have long ended. */
    public static final class Keeps implements BundleActivator, ValidateDataSpoolEachRcpt {
        private final Deque<EditableMessage> kept = new ConcurrentLinkedDeque<>();
        private volatile boolean stopped;

        @Override
        public void start(BundleContext context) {
            context.registerService(ValidateDataSpoolEachRcpt.class, this, null);
            Thread changing = new Thread(this::change, "changing");
            changing.setDaemon(true);
            changing.start();
        }

        @Override
        public void stop(BundleContext context) {
            stopped = true;
        }

        @Override
        public Verdict.OfDelivery validateDataSpoolEachRcpt(
                EditableMessage message, Optional<Session> session, ValidationContext context) {
            if (message.sender().toString().equals(VICTIM)) {
                kept.addFirst(message);
                if (kept.size() > 20) {
                    kept.removeLast();
                }
            }
            return Verdict.CONTINUE;
        }

        private void change() {
            long round = 0;
            while (!stopped) {
                for (EditableMessage message : kept) {
                    try {
                        message.context("key" + round % 50, "value");
                        message.content().headers().prepend("X-Late", "after the call");
                        message.content().headers().remove("X-Late");
                        message.content().headers().all();
                        message.priority((int) (round++ % 10));
                    } catch (RuntimeException ended) {
                        Thread.onSpinWait(); // a hostile one does not care
                    }
                }
            }
        }
    }

    @Test
    void one_that_changes_a_mail_when_its_call_has_ended_harms_no_other() throws IOException {
        String name = "org.example.keeps";
        grapnel.deploy(
                PluginJar.named(name)
                        .classes(Keeps.class)
                        .header("Bundle-Activator", Keeps.class.getName())
                        .header(
                                "Import-Package",
                                "org.osgi.framework,org.grapnel.hook,org.grapnel.hook.mail,org.grapnel.hook.reception,org.grapnel.hook.session")
                        .writeTo(work.resolve(name + ".jar")),
                name + ".jar");
        awaitLive(name);
        try (SmtpProbe session = SmtpProbe.greeted(grapnel.smtp());
                SmtpProbe other = SmtpProbe.greeted(grapnel.smtp())) {
            int taken = 0;
            for (int i = 0; i < 300; i++) { // from the hundredth on it is given what the server works with
                Reply reply = session.mail(
                        VICTIM, List.of("x@b.test"), "From: <s@a.test>\nSubject: changed " + i + "\n\nA line.\n");
                assertThat(reply.code()).isIn(250, 451);
                taken += reply.positive() ? 1 : 0;
            }
            assertThat(taken).isPositive();
            assertMailGoesOn(other, "beside changed ones");
            assertMailGoesOn(session, "after changed ones");
        }
        undeploy(name);
        assertMailGoesOn("after one that changed mails");
    }

    @Test
    void one_that_ends_the_process_ends_it_in_good_order() throws IOException {
        Path jar = jar("org.example.exits", "exits");
        Instance mortal = SCENE.start(Instance.setup().plugin(jar, "exits.jar").set("routes", "*=127.0.0.1:1"));
        Post.send(mortal, "s@a.test", "x@b.test", "taken before the end");
        try (SmtpProbe session = SmtpProbe.greeted(mortal.smtp())) {
            session.send("MAIL FROM:<" + VICTIM + ">");
            Await.until(LIMIT, () -> !mortal.alive(), () -> "it lives on: " + mortal.evidence());
        }
        assertThat(mortal.log()).contains("shutting down");
        mortal.restart();
        assertThat(mortal.ask("queue:list").size()).isEqualTo(1);
    }

    /** A component whose activation or deactivation fails. */
    public static final class FailsInActivate implements ValidateMailfrom {
        @SuppressWarnings("DoNotCallSuggester") // SCR calls it
        void activate() {
            throw new IllegalStateException("activate fails on purpose");
        }

        @Override
        public Verdict.OfStep validateMailfrom(Transaction transaction, Sender sender, ValidationContext context) {
            return Verdict.CONTINUE;
        }
    }

    /** The other one. */
    public static final class FailsInDeactivate implements ValidateMailfrom {
        @SuppressWarnings("DoNotCallSuggester") // SCR calls it
        void deactivate() {
            throw new IllegalStateException("deactivate fails on purpose");
        }

        @Override
        public Verdict.OfStep validateMailfrom(Transaction transaction, Sender sender, ValidationContext context) {
            return Verdict.CONTINUE;
        }
    }

    private Path component(String name, Class<? extends ValidateMailfrom> type) throws IOException {
        return PluginJar.named(name)
                .component(type, ValidateMailfrom.class, Map.of())
                .header(
                        "Import-Package",
                        "org.grapnel.hook,org.grapnel.hook.mail,org.grapnel.hook.reception,org.grapnel.hook.session")
                .writeTo(work.resolve(name + ".jar"));
    }

    @Test
    void a_component_that_fails_when_it_is_activated_is_named_and_has_no_handler() throws IOException {
        String name = "org.example.fails-in-activate";
        grapnel.deploy(component(name, FailsInActivate.class), name + ".jar");
        String problem = Await.value(
                Post.LIMIT,
                () -> row(name).map(r -> r.path("problem").asText("")).filter(text -> !text.isBlank()),
                () -> "no problem told: " + grapnel.ask("deploy:list"));
        assertThat(problem).contains("FailsInActivate", "activate fails on purpose");
        assertMailGoesOn("beside a component that did not come up");
        undeploy(name);
    }

    @Test
    void a_component_that_fails_when_it_is_deactivated_goes_all_the_same() throws IOException {
        String name = "org.example.fails-in-deactivate";
        grapnel.deploy(component(name, FailsInDeactivate.class), name + ".jar");
        awaitLive(name);
        assertMailGoesOn("through a component that will not end");
        undeploy(name);
        grapnel.awaitLog("deactivate fails on purpose", Post.LIMIT);
        assertMailGoesOn("after a component that failed in its end");
    }

    @Test
    void a_plugin_that_leaks_threads_harms_nobody() throws IOException {
        String name = deploy("leaks threads");
        try (SmtpProbe session = SmtpProbe.greeted(grapnel.smtp())) {
            for (int i = 0; i < 5; i++) {
                session.command("MAIL FROM:<" + VICTIM + ">").expect(250);
                session.command("RSET").expect(250);
            }
            assertMailGoesOn(session, "beside leaked threads");
        }
        assertThat(faults(name)).isZero();
        undeploy(name);
        assertMailGoesOn("after leaked threads");
    }

    @Test
    void a_plugin_that_fails_in_its_start_is_named_and_has_no_handler() throws IOException {
        String name = "org.example.fails-in-start";
        grapnel.deploy(jar(name, "fails in start"), name + ".jar");
        String problem = Await.value(
                Post.LIMIT,
                () -> row(name).map(r -> r.path("problem").asText("")).filter(text -> !text.isBlank()),
                () -> "no problem told: " + grapnel.ask("deploy:list"));
        assertThat(problem).contains("start fails on purpose");
        Await.until( // the list may show it a moment before the history writes its line
                Post.LIMIT, () -> log().contains("deploy/" + name + ".jar"), () -> "not in the log: " + log());
        assertMailGoesOn("beside one that did not start");
        undeploy(name);
    }

    @Test
    void a_plugin_that_fails_in_its_stop_goes_all_the_same() throws IOException {
        String name = deploy("fails in stop");
        assertMailGoesOn("beside one that will not stop");
        undeploy(name);
        assertThat(grapnel.stdout() + grapnel.log()) // the framework itself says it, on its own stream
                .containsPattern(Pattern.quote(name) + ".*stop fails on purpose");
        assertMailGoesOn("after one that failed in its stop");
    }

    @Test
    void a_plugin_that_comes_and_goes_without_end_harms_nobody() throws IOException {
        String name = deploy("comes and goes");
        try (SmtpProbe session = SmtpProbe.greeted(grapnel.smtp())) {
            for (int i = 0; i < 20; i++) {
                assertMailGoesOn(session, "beside a restless one, mail " + i);
            }
        }
        assertThat(faults(name)).isZero();
        undeploy(name);
        assertMailGoesOn("after a restless one");
    }

    private String deploy(String conduct) throws IOException {
        String name = "org.example." + conduct.replace(' ', '-');
        grapnel.deploy(jar(name, conduct), name + ".jar");
        awaitLive(name);
        return name;
    }

    private static void awaitLive(String name) {
        Await.until(
                Post.LIMIT,
                () -> row(name)
                        .filter(r -> r.path("state").asText().equals("live"))
                        .isPresent(),
                () -> "not live: " + grapnel.ask("deploy:list"));
    }

    private Path jar(String name, String conduct) throws IOException {
        return PluginJar.named(name)
                .classes(Hostile.class)
                .header("Bundle-Activator", Hostile.class.getName())
                .header(Hostile.CONDUCT, conduct)
                .header(
                        "Import-Package",
                        "org.osgi.framework,org.grapnel.hook,org.grapnel.hook.mail,org.grapnel.hook.reception,org.grapnel.hook.session")
                .writeTo(work.resolve(name + ".jar"));
    }

    private static String log() {
        try {
            return grapnel.log();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void undeploy(String name) throws IOException {
        grapnel.undeploy(name + ".jar");
        Await.until(Post.LIMIT, () -> row(name).isEmpty(), () -> "still there: " + grapnel.ask("deploy:list"));
        Await.until( // a file that is gone from the list may still be on its way out of force
                Post.LIMIT,
                () -> !grapnel.ask("hook:list -u").toString().contains('"' + name + '"'),
                () -> "still in force: " + grapnel.ask("hook:list -u"));
    }

    private static Optional<JsonNode> row(String name) {
        return StreamSupport.stream(grapnel.ask("deploy:list").spliterator(), false)
                .filter(row -> row.path("file").asText().equals(name + ".jar"))
                .findFirst();
    }

    private static void assertDeferred(SmtpProbe session) throws IOException {
        Reply reply = session.command("MAIL FROM:<" + VICTIM + ">").expect(451);
        assertThat(reply.text()).startsWith("4.3.0");
    }

    /** Lines that name the handler, its bundle and version, and the hook. */
    private static long faults(String name) throws IOException {
        Pattern line = Pattern.compile(
                "handler hostile \\(" + Pattern.quote(name) + " 1\\.0\\.0\\) failed at validate_mailfrom for ");
        return grapnel.log().lines().filter(l -> line.matcher(l).find()).count();
    }

    private static void assertMailGoesOn(String subject) throws IOException {
        try (SmtpProbe session = SmtpProbe.greeted(grapnel.smtp())) {
            assertMailGoesOn(session, subject);
        }
    }

    private static void assertMailGoesOn(SmtpProbe session, String subject) throws IOException {
        session.mail("s@a.test", List.of("x@b.test"), "From: <s@a.test>\nSubject: " + subject + "\n\nA line.\n")
                .expect(250);
        assertThat(receiver.awaitSubject(subject, Post.LIMIT).header("X-Grapnel-Stamp"))
                .isNotEmpty();
    }
}
