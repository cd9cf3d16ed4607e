package org.grapnel.itest.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.grapnel.hook.Hooks;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.SmtpProbe;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

public class DistributionIT extends LiveContainer {
    @Test
    public void all_bundles_are_active() {
        List<String> waiting = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::toString)
                .toList();
        assertThat(waiting).isEmpty();
        assertThat(Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName))
                .contains("org.grapnel.core-api", "org.grapnel.mta-core", "org.grapnel.deployer", "org.grapnel.shell");
    }

    @Test
    public void the_engine_offers_its_hooks_and_lists_them() {
        assertThat(context.getServiceReference(Hooks.class).getBundle().getSymbolicName())
                .isEqualTo("org.grapnel.mta-core");
        assertThat(hooks("validate_rcptto")).hasSize(1);
        assertThat(hooks("")).hasSizeGreaterThan(100);
    }

    @Test
    public void a_mail_goes_through() throws Exception {
        int port = address("grapnel.set.routes").getPort();
        try (ReceivingServer receiver = ReceivingServer.setup().port(port).open();
                SmtpProbe probe = session()) {
            probe.mail("a@example.org", List.of("b@example.net"), "Subject: through\r\n\r\ntext\r\n")
                    .expect(250);
            receiver.awaitSubject("through", Duration.ofSeconds(20));
            assertThat(receiver.faults()).isEmpty();
        }
    }
}
