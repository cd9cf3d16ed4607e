package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.EditableMessage;
import org.grapnel.hook.reception.ValidateDataSpoolEachRcpt;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.ValidationContext;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.MailPump;
import org.grapnel.testkit.PluginJar;
import org.grapnel.testkit.PumpReport;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;

/** Two bundles that are one feature both stamp each mail: the stamps of a mail are of one version, however often the feature changes. */
class FeatureUpgradesUnderLoadIT {
    private static final int UPGRADES = 12;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path work;

    /** Stamps each mail with its bundle's name and version. */
    public static final class Stamper implements ValidateDataSpoolEachRcpt {
        @Override
        public Verdict.OfDelivery validateDataSpoolEachRcpt(
                EditableMessage message, Optional<Session> session, ValidationContext context) {
            var bundle = FrameworkUtil.getBundle(Stamper.class);
            message.content().headers().prepend("X-Unit", bundle.getSymbolicName() + " " + bundle.getVersion());
            return Verdict.CONTINUE;
        }
    }

    @Test
    void no_mail_has_the_stamp_of_one_version_beside_that_of_another() throws IOException {
        ReceivingServer receiver =
                scene.receiver(ReceivingServer.setup().countOnly().noting("X-Unit"));
        Instance grapnel = scene.start(Instance.setup().routeAllTo(receiver));
        deploy(grapnel, "1.0.0");
        MailPump pump = scene.start(MailPump.to(grapnel.smtp())
                .endless()
                .size(2 * 1024)
                .sessions(10)
                .perSecond(800));
        for (int i = 1; i <= UPGRADES; i++) {
            pump.awaitAcknowledged(pump.acknowledged() + 100, LIMIT);
            deploy(grapnel, i % 2 == 1 ? "1.1.0" : "1.0.0");
        }
        PumpReport sent = pump.stop(LIMIT);
        receiver.awaitMails(sent.acknowledged().size(), LIMIT);

        assertThat(sent.earlyEnds()).isEmpty();
        assertThat(sent.refused()).isEmpty();
        Map<String, List<String>> stamps = receiver.noted();
        assertThat(stamps.keySet()).isEqualTo(sent.acknowledged());
        assertThat(stamps.values()).allSatisfy(stamp -> assertThat(stamp)
                .isIn(
                        List.of("org.example.two 1.0.0", "org.example.one 1.0.0"),
                        List.of("org.example.two 1.1.0", "org.example.one 1.1.0")));
        assertThat(new java.util.HashSet<>(stamps.values())).hasSize(2);
    }

    private void deploy(Instance grapnel, String version) throws IOException {
        Path folder = Files.createDirectories(grapnel.base().resolve("deploy/unit.feature"));
        for (Map.Entry<String, Integer> bundle : Map.of("one", 20, "two", 10).entrySet()) {
            PluginJar.named("org.example." + bundle.getKey())
                    .version(version)
                    .component(
                            Stamper.class,
                            ValidateDataSpoolEachRcpt.class,
                            Map.of("service.ranking", bundle.getValue()))
                    .header(
                            "Import-Package",
                            "org.osgi.framework,org.grapnel.hook,org.grapnel.hook.mail,org.grapnel.hook.reception,org.grapnel.hook.session")
                    .writeTo(folder.resolve(bundle.getKey() + "-" + version + ".jar"));
        }
        String json =
                "{ \"id\": \"org.example:unit:%1$s\", \"bundles\": [ \"org.example:one:%1$s\", \"org.example:two:%1$s\" ] }"
                        .formatted(version);
        grapnel.deploy(Files.writeString(work.resolve("unit.json"), json), "unit.json");
        Plugins.awaitLive(grapnel, "unit.json", version);
    }
}
