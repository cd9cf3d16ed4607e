package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.JavaProcess;
import org.grapnel.testkit.MailPump;
import org.grapnel.testkit.PluginJar;
import org.grapnel.testkit.PumpReport;
import org.grapnel.testkit.ReceivedMail.Fate;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * One plugin is upgraded back and forth while mail flows through it and nine other handlers. Ten times in the build; a hundred times with
 * {@code -Dgrapnel.upgrades=100}. The load wanted is {@code -Dgrapnel.upgrades.rate=1100} mails a second; what the machine did is printed.
 */
class UpgradesUnderLoadIT {
    private static final int UPGRADES = Integer.getInteger("grapnel.upgrades", 10);
    private static final int RATE = Integer.getInteger("grapnel.upgrades.rate", 1_100);
    private static final int SESSIONS = 20;
    private static final int CALM = 1000 + 200 * UPGRADES;
    private static final String FILE = "header-stamp.jar";
    private static final String CLASS = "org.grapnel.sample.headerstamp.HeaderStamp";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @RegisterExtension
    static final Scene SCENE = new Scene();

    @TempDir
    static Path work;

    private static ReceivingServer receiver;
    private static Instance grapnel;
    private static PumpReport warm;
    private static PumpReport calm;
    private static PumpReport sent;
    private static long versions;
    private static Footprint before;
    private static Footprint after;

    /** What the server's classes take. */
    private record Footprint(long metaspace, long classes) {
        static Footprint of(JavaProcess server) {
            server.collect();
            return new Footprint(server.metaspaceUsed(), server.loadedClasses());
        }
    }

    @BeforeAll
    static void run() throws IOException {
        receiver = SCENE.receiver(ReceivingServer.setup().countOnly().noting("X-Grapnel-Stamp"));
        grapnel = SCENE.start(Instance.setup()
                .plugin(Plugins.headerStamp(), FILE)
                .plugin(Plugins.sample("greylist"), "greylist.jar")
                .plugin(Plugins.sample("event-log"), "event-log.jar")
                .plugin(bystander(), "bystander.jar")
                .file("etc/org.grapnel.greylist.json", "{ \"allow_networks\": [\"127.0.0.0/8\"] }")
                .routeAllTo(receiver));
        JavaProcess server = JavaProcess.of(grapnel);
        Path first = Plugins.headerStamp();
        Path second = PluginJar.reversioned(first, "0.2.0", work.resolve("second.jar"));
        upgrade(second, "0.2.0"); // the first of all loads what every later one uses
        upgrade(first, "0.1.0");

        warm = load().mails(CALM).run(LIMIT); // both measured parts run on a server that is warm
        calm = load().mails(CALM).run(LIMIT);
        before = Footprint.of(server);
        MailPump pump = SCENE.start(load().endless());
        pump.awaitAcknowledged(500, LIMIT);
        double busy = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        for (int i = 1; i <= UPGRADES; i++) {
            boolean odd = i % 2 == 1;
            upgrade(odd ? second : first, odd ? "0.2.0" : "0.1.0");
            pump.awaitAcknowledged(pump.acknowledged() + 50, LIMIT);
        }
        sent = pump.stop(LIMIT);
        receiver.awaitMails(
                warm.acknowledged().size()
                        + calm.acknowledged().size()
                        + sent.acknowledged().size(),
                LIMIT);
        Post.awaitQuiet(grapnel);
        after = Footprint.of(server);
        versions = server.copiesOf(CLASS);
        System.out.printf(
                "%d upgrades under load (load average %.1f, then %.1f):%n  without: %s%n  with:    %s%n  %s, then %s; %d loaders of the plugin%n",
                UPGRADES,
                busy,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                calm,
                sent,
                before,
                after,
                versions);
    }

    private static MailPump.Setup load() {
        return MailPump.to(grapnel.smtp()).size(2 * 1024).sessions(SESSIONS).perSecond(RATE);
    }

    private static void upgrade(Path jar, String version) throws IOException {
        grapnel.deploy(jar, FILE);
        Plugins.awaitLive(grapnel, FILE, version);
    }

    /** The tenth handler, at one more hook. */
    private static Path bystander() throws IOException {
        return PluginJar.named("org.example.bystander")
                .component(Bystander.class, org.grapnel.hook.reception.ValidateMailfrom.class, Map.of())
                .header(
                        "Import-Package",
                        "org.grapnel.hook,org.grapnel.hook.mail,org.grapnel.hook.reception,org.grapnel.hook.session")
                .writeTo(work.resolve("bystander.jar"));
    }

    @Test
    void ten_handlers_of_four_plugins_are_in_force() {
        assertThat(grapnel.ask("hook:list -u").size()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void no_session_is_broken() {
        assertThat(sent.earlyEnds()).isEmpty();
        assertThat(sent.failedConnects()).isZero();
        assertThat(sent.connections()).isEqualTo(SESSIONS);
    }

    @Test
    void no_mail_is_refused_lost_or_doubled() {
        assertThat(sent.refused()).isEmpty();
        assertThat(sent.uncertain()).isEmpty();
        assertThat(sent.unsent()).isZero();
        Map<String, Integer> received = receiver.ids(Fate.ACCEPTED);
        assertThat(sent.missingFrom(received.keySet())).isEmpty();
        assertThat(received)
                .hasSize(warm.acknowledged().size()
                        + calm.acknowledged().size()
                        + sent.acknowledged().size());
        assertThat(received.values()).containsOnly(1);
    }

    @Test
    void each_mail_has_the_stamp_of_one_version() {
        Map<String, List<String>> stamps = receiver.noted();
        assertThat(stamps.keySet()).containsAll(sent.acknowledged());
        assertThat(stamps.values()).allSatisfy(stamp -> assertThat(stamp)
                .isIn(List.of("header-stamp 0.1.0"), List.of("header-stamp 0.2.0")));
        assertThat(stamps.values()).contains(List.of("header-stamp 0.1.0"), List.of("header-stamp 0.2.0"));
    }

    @Test
    void nothing_of_the_old_versions_stays_in_memory() {
        assertThat(versions).isBetween(1L, 2L);
        assertThat(after.metaspace() - before.metaspace()).as("growth in KB").isLessThan(UPGRADES * 40L + 3_000);
    }
}
