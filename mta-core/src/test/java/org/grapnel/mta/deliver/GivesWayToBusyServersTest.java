package org.grapnel.mta.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.hook.Reply;
import org.grapnel.hook.dns.AddressAnswer;
import org.grapnel.hook.dns.DnsGetAs;
import org.grapnel.hook.dns.DnsStatus;
import org.grapnel.hook.mail.Binding;
import org.grapnel.mta.process.Rig;
import org.grapnel.mta.queue.DomainQueue;
import org.grapnel.mta.queue.shaping.Shaping;
import org.grapnel.testkit.Moment;
import org.grapnel.testkit.Reaction;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class GivesWayToBusyServersTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path directory;

    private final AtomicInteger refusals = new AtomicInteger();
    private volatile int most = Integer.MAX_VALUE;
    private ReceivingServer server;
    private DeliveryRig delivery;
    private Rig rig;
    private Shaping shaping;

    @BeforeEach
    void begin() throws Exception {
        server = scene.receiver();
        delivery = scene.closing(new DeliveryRig(directory));
        rig = delivery.rig;
        shaping = rig.queue.shaping();
        delivery.route("*", server.route());
        rig.set("connection_idle_time", "0s")
                .set("generate_bounces", false)
                .set("adaptive", true)
                .set("adaptive_failures", 3)
                .set("adaptive_window", "1m")
                .set("adaptive_recovery", "10m")
                .set("adaptive_pause", "5m")
                .set("max_connections", 8);
    }

    private boolean tooMany(Moment moment) {
        boolean refused = server.openConnections() > most;
        if (refused) {
            refusals.incrementAndGet();
        }
        return refused;
    }

    private void queue(int messages) throws Exception {
        for (int i = 0; i < messages; i++) {
            rig.queued("a@a.test", "x@b.test");
        }
    }

    /** 40 messages to a server that refuses more connections than it takes; what those send is accepted when the gate opens. */
    private CountDownLatch queuedForServerThatTakes(int connections) throws Exception {
        most = connections;
        CountDownLatch gate = new CountDownLatch(1);
        server.rule(Rule.at(Stage.CONNECT).when(this::tooMany).reply(421, "4.7.0 too many connections"));
        server.rule(Rule.at(Stage.END).react(Reaction.held(gate, LIMIT, Reaction.accept())));
        queue(40);
        return gate;
    }

    private int limit() {
        return shaping.limit("b.test", Binding.DEFAULT);
    }

    private DomainQueue domain() {
        return rig.queue.domain("b.test").orElseThrow();
    }

    @Test
    void a_server_that_takes_few_connections_gets_few_and_later_more_again() throws Exception {
        rig.set("adaptive_pause", "0s"); // those that leave are in the way of those that stay, for a moment
        most = 2;
        CountDownLatch gate = new CountDownLatch(1);
        server.rule(Rule.at(Stage.MAIL).when(this::tooMany).reply(451, "4.7.0 too many connections"));
        server.rule(Rule.at(Stage.END).react(Reaction.held(gate, LIMIT, Reaction.accept())));
        queue(60);
        delivery.until(() -> limit() <= 2 && server.openConnections() <= 2);
        gate.countDown();
        delivery.settle();

        int before = refusals.get();
        assertThat(before).isGreaterThanOrEqualTo(6);
        most = Integer.MAX_VALUE;
        rig.timer.advance(Duration.ofHours(1));
        delivery.settle();
        assertThat(limit()).isEqualTo(8);
        assertThat(server.count()).isEqualTo(60);

        CountDownLatch all = new CountDownLatch(1);
        server.clearRules();
        server.rule(Rule.at(Stage.END).react(Reaction.held(all, LIMIT, Reaction.accept())));
        queue(60);
        delivery.until(() -> server.openConnections() == 8);
        all.countDown();
        delivery.settle();
        assertThat(server.count()).isEqualTo(120);
        assertThat(refusals.get()).isEqualTo(before);
    }

    @Test
    void a_connection_that_is_refused_puts_off_its_own_message_while_others_are_open() throws Exception {
        CountDownLatch gate = queuedForServerThatTakes(4);
        delivery.until(() -> limit() <= 4);
        gate.countDown();
        delivery.settle();

        assertThat(delivery.events("later")).hasSize(refusals.get());
        assertThat(server.count()).isEqualTo(40 - refusals.get()).isPositive();
    }

    @Test
    void without_shaping_too_the_connections_that_work_take_what_one_more_was_refused_for() throws Exception {
        rig.set("adaptive", false);
        CountDownLatch gate = queuedForServerThatTakes(3);
        delivery.until(() -> refusals.get() == 5 && domain().connections() == 3);
        gate.countDown();
        delivery.settle();
        assertThat(delivery.events("later"))
                .as("the messages of the five that were refused")
                .hasSize(5);
        assertThat(server.count()).isEqualTo(35);
        assertThat(refusals).as("nobody asks for one more at once").hasValue(5);
    }

    @Test
    void a_minute_later_a_busy_server_is_asked_for_one_more() throws Exception {
        rig.set("adaptive", false);
        CountDownLatch gate = queuedForServerThatTakes(1);
        delivery.until(() -> refusals.get() == 7 && domain().connections() == 1);
        most = Integer.MAX_VALUE;
        rig.timer.advance(Duration.ofSeconds(59));
        assertThat(domain().connections()).isEqualTo(1);
        rig.timer.advance(Duration.ofSeconds(3));
        delivery.until(() -> server.openConnections() > 1);
        gate.countDown();
        delivery.settle();
        assertThat(server.count()).isEqualTo(33);
    }

    @Test
    void a_server_that_refuses_all_connections_puts_off_all_that_is_due() throws Exception {
        rig.set("adaptive", false);
        server.rule(Rule.at(Stage.CONNECT).reply(421, "4.3.2 not now"));
        queue(40);
        delivery.settle();
        assertThat(delivery.events("later")).hasSize(40);
    }

    @Test
    void a_pause_holds_mail_back_and_ends_by_itself() throws Exception {
        rig.set("max_connections", 1);
        server.rule(Rule.at(Stage.MAIL).firstOfAll(3).reply(451, "4.3.2 not now"));
        queue(3);
        delivery.until(() -> limit() == 0);
        delivery.settle();
        int connections = server.connections();

        queue(1);
        rig.timer.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(domain().active()).isOne();
        assertThat(domain().connections()).isZero();
        assertThat(server.connections()).isEqualTo(connections);
        rig.timer.advance(Duration.ofMillis(1));
        delivery.until(() -> server.count() == 1);
        assertThat(limit()).isOne();
    }

    @Test
    void connections_that_are_too_many_end_after_their_message() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        server.rule(Rule.at(Stage.END).firstOfAll(8).react(Reaction.held(first, LIMIT, Reaction.accept())));
        server.rule(Rule.at(Stage.END).react(Reaction.held(others, LIMIT, Reaction.accept())));
        queue(40);
        delivery.until(() -> server.openConnections() == 8);
        for (int i = 0; i < 6; i++) {
            shaping.failed("b.test", Binding.DEFAULT, Reply.of(421, "4.7.0", "busy"), shaping.mark());
        }
        assertThat(limit()).isEqualTo(2);
        first.countDown();

        delivery.until(() -> server.openConnections() == 2 && domain().connections() == 2);
        assertThat(server.count()).isEqualTo(8);
        others.countDown();
        delivery.settle();
        assertThat(server.count()).isEqualTo(40);
        assertThat(server.mostOpenConnections()).isEqualTo(8);
    }

    @Test
    void what_is_wrong_with_one_mailbox_or_mail_does_not_count() throws Exception {
        server.rule(Rule.at(Stage.RCPT).argument("grey@b.test").reply(451, "4.7.1 greylisted"));
        server.rule(Rule.at(Stage.RCPT).argument("full@b.test").reply(452, "4.2.2 mailbox full"));
        server.rule(Rule.at(Stage.RCPT).argument("plain@b.test").reply(450, "later"));
        server.rule(Rule.at(Stage.MAIL).argument("unknown@a.test").reply(450, "4.1.8 domain not found"));
        server.rule(Rule.at(Stage.END).argument("odd@a.test").reply(451, "4.6.0 odd content"));
        for (int i = 0; i < 4; i++) {
            for (String recipient : new String[] {"grey@b.test", "full@b.test", "plain@b.test"}) {
                rig.queued("a@a.test", recipient);
            }
            rig.queued("unknown@a.test", "x@b.test");
            rig.queued("odd@a.test", "x@b.test");
        }
        delivery.settle();

        assertThat(delivery.events("later")).hasSize(20);
        assertThat(shaping.shown()).isEmpty();
    }

    @Test
    void what_the_server_says_of_itself_counts_at_every_stage() throws Exception {
        server.rule(Rule.at(Stage.RCPT).argument("system@b.test").reply(451, "4.3.0 no space"));
        server.rule(Rule.at(Stage.RCPT).argument("leaving@b.test").reply(421, "closing"));
        server.rule(Rule.at(Stage.DATA).argument("data@a.test").reply(450, "4.7.0 rate"));
        server.rule(Rule.at(Stage.END).argument("end@a.test").reply(451, "4.7.28 rate"));
        server.rule(Rule.at(Stage.END).argument("cut@a.test").drop());
        rig.set("adaptive_failures", 5);
        rig.queued("a@a.test", "system@b.test");
        rig.queued("a@a.test", "leaving@b.test");
        rig.queued("data@a.test", "x@b.test");
        rig.queued("end@a.test", "x@b.test");
        rig.queued("cut@a.test", "x@b.test");
        delivery.settle();

        assertThat(limit()).isEqualTo(4);
    }

    @Test
    void hosts_out_of_reach_count_and_a_domain_without_hosts_does_not() throws Exception {
        int port = server.address().getPort();
        server.close();
        rig.hook(
                DnsGetAs.POINT,
                host -> host.equals("host.invalid")
                        ? Optional.of(new AddressAnswer.Failure(DnsStatus.NO_SUCH_DOMAIN, "no such host"))
                        : Optional.empty());
        rig.set("routes", List.of("b.test=127.0.0.1:" + port, "none.test=host.invalid"));
        for (int i = 0; i < 3; i++) {
            queue(1);
            delivery.settle();
        }
        assertThat(limit()).isEqualTo(4);
        for (int i = 0; i < 3; i++) {
            rig.queued("a@a.test", "x@none.test");
            delivery.settle();
        }
        assertThat(shaping.limit("none.test", Binding.DEFAULT)).isEqualTo(8);
    }
}
