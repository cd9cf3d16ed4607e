package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.grapnel.testkit.Finished;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.grapnel.testkit.Swaks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Load balancers and gateways before the server: PROXY and XCLIENT, as swaks speaks them. */
class ProxiesIT {
    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static ReceivingServer receiver;
    private static Instance balanced;
    private static Instance gated;

    @BeforeEach
    void start() throws IOException {
        if (balanced != null) return;
        receiver = SCENE.receiver();
        balanced = SCENE.start(Instance.setup()
                .routeAllTo(receiver)
                .set("proxy_hosts", "127.0.0.1")
                .set("relay_hosts", "192.0.2.0/24, 2001:db8::/32"));
        gated = SCENE.start(Instance.setup()
                .routeAllTo(receiver)
                .set("xclient_hosts", "127.0.0.1")
                .set("relay_hosts", "192.0.2.0/24")
                .set("network.office.addresses", "192.0.2.0/24")
                .set("network.office.max_sessions", "7"));
    }

    @Test
    void the_client_behind_a_balancer_stands_in_the_trace_field() {
        for (String version : List.of("1", "2")) {
            String subject = "through proxy " + version;
            swaks(
                            balanced,
                            subject,
                            "--proxy-version",
                            version,
                            "--proxy-family",
                            version.equals("1") ? "TCP4" : "AF_INET",
                            "--proxy-source",
                            "192.0.2.7",
                            "--proxy-source-port",
                            "4711",
                            "--proxy-dest",
                            "198.51.100.1",
                            "--proxy-dest-port",
                            "25")
                    .expectSuccess();
            ReceivedMail mail = receiver.awaitSubject(subject, Post.LIMIT);
            assertThat(mail.header("Received").toString()).contains("[192.0.2.7]");
        }
    }

    @Test
    void a_client_behind_a_balancer_has_no_rights_of_the_balancers() throws IOException {
        try (SmtpProbe probe = SmtpProbe.connect(balanced.smtp())) {
            probe.raw("PROXY TCP4 203.0.113.9 198.51.100.1 1 25\r\n".getBytes(StandardCharsets.US_ASCII));
            probe.reply().expect(220);
            probe.command("EHLO x.test").expect(250);
            probe.command("MAIL FROM:<s@a.test>").expect(250);
            probe.command("RCPT TO:<x@b.test>").expect(550);
        }
        try (SmtpProbe probe = SmtpProbe.connect(balanced.smtp())) {
            probe.send("EHLO without.header.test");
            probe.awaitClosed();
        }
    }

    @Test
    void the_client_that_a_gateway_names_stands_in_the_trace_field_and_has_its_own_rights() {
        Finished sent = swaks(gated, "through xclient", "--xclient-addr", "192.0.2.8", "--xclient-name", "c.a.test");
        sent.expectSuccess();
        assertThat(receiver.awaitSubject("through xclient", Post.LIMIT)
                        .header("Received")
                        .toString())
                .contains("[192.0.2.8]");
        Finished refused = swaks(gated, "refused", "--xclient-addr", "203.0.113.9");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.out()).contains("550 5.7.1");
    }

    @Test
    void config_eval_says_which_network_decides() {
        JsonNode office = gated.ask("config:eval max_sessions --client 192.0.2.8");
        assertThat(office.get("value").asText()).isEqualTo("7");
        assertThat(office.get("setBy").asText()).isEqualTo("network.office.max_sessions");
        assertThat(office.get("because").asText()).isEqualTo("192.0.2.0/24 holds 192.0.2.8");
        JsonNode other = gated.ask("config:eval max_sessions --client 203.0.113.9");
        assertThat(other.get("setBy").asText()).isEqualTo("default");
    }

    private static Finished swaks(Instance server, String subject, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--from", "s@a.test", "--to", "x@b.test", "--header", "Subject: " + subject));
        arguments.addAll(List.of(more));
        return Swaks.run(server.smtp(), Post.LIMIT, arguments.toArray(String[]::new));
    }
}
