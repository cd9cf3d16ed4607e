package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.bounce.BounceClass;
import org.grapnel.hook.bounce.SmtpErrorClassify;
import org.grapnel.hook.config.ConfigFetchDomainRoutes;
import org.grapnel.hook.config.Route;
import org.grapnel.hook.connect.ConnectionFailure;
import org.grapnel.hook.connect.ConnectionResult;
import org.grapnel.hook.connect.DecOutboundConnections;
import org.grapnel.hook.connect.IncOutboundConnections;
import org.grapnel.hook.connect.LogClientConnectionFailure;
import org.grapnel.hook.connect.LogClientConnectionSuccess;
import org.grapnel.hook.connect.PostInitiateConnectionSmtp;
import org.grapnel.hook.deliver.PostReadSmtp;
import org.grapnel.hook.deliver.PreReadSmtp;
import org.grapnel.hook.deliver.SmtpState;
import org.grapnel.hook.dns.AddressAnswer;
import org.grapnel.hook.dns.DnsGetAs;
import org.grapnel.hook.dns.DnsStatus;
import org.grapnel.hook.log.LogPermanentFailureV1;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.SmtpProbe;
import org.grapnel.testkit.Stage;
import org.junit.Test;

public class ConnectHooksIT extends HookStory {
    private static final BounceClass POLICY = new BounceClass(53, "policy", BounceClass.Category.BLOCK);

    private final List<String> calls = new CopyOnWriteArrayList<>();

    private void send(String recipient, String subject) throws IOException {
        try (SmtpProbe probe = session()) {
            probe.mail("s@a.test", List.of(recipient), "From: <s@a.test>\nSubject: " + subject + "\n\nA line.\n")
                    .expect(250);
            probe.command("QUIT").expect(221);
        }
    }

    private String lastError(String domain) {
        return Await.value(
                PATIENCE,
                () -> Optional.of(ask("queue:list " + domain)
                                .path(0)
                                .path("lastError")
                                .asText(""))
                        .filter(text -> !text.isEmpty()),
                () -> "no error: " + ask("queue:list"));
    }

    /** Routes a domain to a host of that name at the receiver's port. */
    private void route(String domain, String host) {
        int port = receiver.address().getPort();
        handler(
                ConfigFetchDomainRoutes.class,
                asked -> asked.equals(domain) ? Optional.of(List.of(new Route(host, port, 0))) : Optional.empty());
    }

    @Test
    public void dns_get_As_gives_a_host_its_addresses() throws Exception {
        route("as.test", "relay.hooks.test");
        handler(DnsGetAs.class, host -> {
            calls.add(host);
            return Optional.of(new AddressAnswer.Addresses(List.of(InetAddress.getLoopbackAddress()), Duration.ZERO));
        });
        send("x@as.test", "by the handler's address");

        receiver.awaitSubject("by the handler's address", PATIENCE);
        assertThat(calls).contains("relay.hooks.test");
    }

    @Test
    public void a_host_without_an_address_is_a_failed_connection_that_is_told() throws Exception {
        route("nowhere.test", "gone.hooks.test");
        handler(
                DnsGetAs.class,
                host -> Optional.of(new AddressAnswer.Failure(DnsStatus.NO_SUCH_DOMAIN, "no such host")));
        handler(
                LogClientConnectionFailure.class,
                (address, kinds, domain, binding, time) ->
                        calls.add(address.isPresent() + " " + kinds + " " + domain.name()));
        send("x@nowhere.test", "nowhere");

        assertThat(lastError("nowhere.test")).contains("has no address");
        assertThat(calls).contains("false [" + ConnectionFailure.NO_ADDRESS + "] nowhere.test");
        ask("queue:delete --domain nowhere.test");
    }

    @Test
    public void a_connection_is_told_when_it_comes_and_when_it_goes() throws Exception {
        handler(
                LogClientConnectionSuccess.class,
                (address, domain, binding, time) -> calls.add("success " + address.getPort()));
        handler(
                PostInitiateConnectionSmtp.class,
                (domain, binding, time, result) ->
                        calls.add("initiated " + (result instanceof ConnectionResult.Connected)));
        handler(
                IncOutboundConnections.class,
                connection -> calls.add("inc " + connection.host().address().getPort()));
        handler(DecOutboundConnections.class, connection -> calls.add("dec " + connection.deliveries()));
        send("x@counted.test", "counted");

        receiver.awaitSubject("counted", PATIENCE);
        Await.until(PATIENCE, () -> calls.contains("dec 1"), () -> calls.toString());
        int port = receiver.address().getPort();
        assertThat(calls).containsExactly("success " + port, "initiated true", "inc " + port, "dec 1");
    }

    @Test
    public void a_handler_stops_a_dialogue_before_or_after_a_reply_is_read() throws Exception {
        handler(
                PreReadSmtp.class,
                (delivery, expected, next) -> delivery.message().routingDomain().equals("before.test")
                        ? Verdict.fail("not today")
                        : Verdict.pass());
        handler(PostReadSmtp.class, (delivery, length, expected, next) -> {
            calls.add(delivery.message().routingDomain() + " "
                    + delivery.lastReply().orElseThrow().code());
            return delivery.message().routingDomain().equals("after.test") ? Verdict.fail("too slow") : Verdict.pass();
        });
        send("x@before.test", "before");
        send("x@after.test", "after");

        assertThat(lastError("before.test")).startsWith("4").contains("not today");
        assertThat(lastError("after.test")).startsWith("4").contains("too slow");
        assertThat(calls).contains("after.test 250");
        assertThat(receiver.count()).isZero();
        assertThat(SmtpState.values()).contains(SmtpState.MAIL);
        ask("queue:delete --all");
    }

    @Test
    public void smtp_error_classify_names_the_class_that_the_log_hooks_get() throws Exception {
        receiver.rule(Rule.at(Stage.RCPT).argument("x@classified.test").reply(550, "5.7.1 blocked by policy"));
        handler(SmtpErrorClassify.class, (reply, domain) -> {
            calls.add(reply + " " + domain);
            return Optional.of(POLICY);
        });
        List<BounceClass> classes = new CopyOnWriteArrayList<>();
        handler(LogPermanentFailureV1.class, (message, domain, time, reply) -> reply.bounceClass()
                .ifPresent(classes::add));
        send("x@classified.test", "classified");

        receiver.awaitMails(1, PATIENCE);
        assertThat(calls).contains("550 5.7.1 blocked by policy classified.test");
        Await.until(PATIENCE, () -> !classes.isEmpty(), () -> "no failure was told"); // after its notice was stored
        assertThat(classes).containsOnly(POLICY);
    }
}
