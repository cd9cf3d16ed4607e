package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.connect.OutboundConnection;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.QueuedMessage;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.session.Connection;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.grapnel.mta.config.BadValue;
import org.grapnel.mta.config.Selection;
import org.junit.jupiter.api.Test;

/** Which calls concern a handler, and what is remembered of them, by the arguments of the calls. */
class ReachAndTrailsTest {
    private final Session session = session("S1", "smtp", "192.0.2.7");
    private final Transaction transaction = transaction("T1", session);
    private final QueuedMessage message = message("M1", "b.test", "fast");
    private final Trails trails = new Trails(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void a_listener_is_found_in_sessions_and_transactions_even_optional_ones() throws BadValue {
        Reach reach = reach("submission", "", "", "");
        Session other = session("S2", "submission", "192.0.2.7");
        assertThat(reach.covers(session, "x")).isFalse();
        assertThat(reach.covers("x", other)).isTrue();
        assertThat(reach.covers(transaction)).isFalse();
        assertThat(reach.covers(Optional.of(transaction))).isFalse();
        assertThat(reach.covers(Optional.of(transaction("T2", other)))).isTrue();
        assertThat(reach.covers("no session", null, Optional.empty(), message)).isTrue();
        assertThat(reach.covers(connection(session))).isFalse();
        assertThat(reach.covers(connection(other))).isTrue();
    }

    @Test
    void a_network_is_that_of_the_client() throws BadValue {
        Reach reach = reach("", "192.0.2.0/24", "", "");
        assertThat(reach.covers(session)).isTrue();
        assertThat(reach.covers(session("S2", "smtp", "198.51.100.1"))).isFalse();
        assertThat(reach.covers(connection(session("S3", "smtp", "198.51.100.1"))))
                .isFalse();
    }

    @Test
    void a_domain_is_that_of_the_recipient_the_message_or_the_queue() throws BadValue {
        Reach reach = reach("", "", "B.test *.example.com", "");
        assertThat(reach.covers(message)).isTrue();
        assertThat(reach.covers(domain("mx.example.com"))).isTrue();
        assertThat(reach.covers(domain("example.org"))).isFalse();
        assertThat(reach.covers(message("M2", "c.test", "fast"))).isFalse();
        assertThat(reach.covers(transaction, Recipient.of("ann@b.test"))).isTrue();
        assertThat(reach.covers(transaction, Recipient.of("ann@c.test"))).isFalse();
        assertThat(reach.covers(message, Recipient.of("ann@c.test")))
                .as("where there is a message, its routing domain counts")
                .isTrue();
        assertThat(reach.covers(outbound("b.test", "fast"))).isTrue();
        assertThat(reach.covers(outbound("c.test", "fast"))).isFalse();
    }

    @Test
    void a_binding_is_that_of_the_message_or_the_binding_itself() throws BadValue {
        Reach reach = reach("", "", "", "fast");
        assertThat(reach.covers(message)).isTrue();
        assertThat(reach.covers(message("M2", "b.test", "slow"))).isFalse();
        assertThat(reach.covers(standIn(Binding.class, Map.of("name", "fast")))).isTrue();
        assertThat(reach.covers(standIn(Binding.class, Map.of("name", "slow")))).isFalse();
        assertThat(reach.covers(outbound("b.test", "slow"))).isFalse();
    }

    @Test
    void what_is_excluded_is_not_covered_and_a_star_is_all() throws BadValue {
        Reach but = reach("!submission", "!192.0.2.7", "*.test, !b.test", "*");
        assertThat(but.covers(session("S2", "submission", "198.51.100.1"))).isFalse();
        assertThat(but.covers(session)).isFalse();
        assertThat(but.covers(session("S3", "smtp", "198.51.100.1"))).isTrue();
        assertThat(but.covers(message)).isFalse();
        assertThat(but.covers(message("M2", "c.test", "slow"))).isTrue();
        assertThat(but.covers(message("M3", "example.org", "slow"))).isFalse();
        assertThat(reach("", "", "", "").isOpen()).isTrue();
        assertThat(reach("*", "", "", "").isOpen()).isFalse();
    }

    private static Reach reach(String listeners, String networks, String domains, String bindings) throws BadValue {
        return new Reach(
                Selection.ofNames(Selection.words(listeners)),
                Selection.ofHosts(Selection.words(networks)),
                Selection.ofDomains(Selection.words(domains)),
                Selection.ofNames(Selection.words(bindings)));
    }

    private static Connection connection(Session session) {
        return standIn(
                Connection.class, Map.of("remoteAddress", session.remoteAddress(), "session", Optional.of(session)));
    }

    private static OutboundConnection outbound(String domain, String binding) {
        return standIn(
                OutboundConnection.class,
                Map.of("domain", domain(domain), "binding", standIn(Binding.class, Map.of("name", binding))));
    }

    @Test
    void a_decision_is_noted_for_the_most_particular_subject_and_found_from_below() {
        note("for the session", session);
        note("for the transaction", session, transaction);
        trails.link("M1", "T1");
        note("for the message", message, Optional.of(transaction));
        assertThat(answers("S1")).containsExactly("for the session");
        assertThat(answers("T1")).containsExactlyInAnyOrder("for the session", "for the transaction");
        assertThat(answers("M1"))
                .containsExactlyInAnyOrder("for the session", "for the transaction", "for the message");
        assertThat(answers("unknown")).isEmpty();
    }

    @Test
    void what_concerns_nobody_is_not_noted() {
        note("of nobody", "text", Optional.empty());
        assertThat(answers("text")).isEmpty();
    }

    @Test
    void a_trail_is_bounded_in_length_width_and_number() {
        for (int i = 0; i < 300; i++) {
            note("x".repeat(1_000), session);
        }
        assertThat(answers("S1")).hasSize(200).allMatch(answer -> answer.length() == 301);
        for (int i = 0; i < 20_000; i++) {
            note("other", session("other" + i, "smtp", "192.0.2.7"));
        }
        assertThat(answers("S1")).as("the oldest subject is forgotten").isEmpty();
        assertThat(answers("other0")).isNotEmpty();
    }

    @Test
    void a_circle_of_parents_has_an_end() {
        note("a", session);
        trails.link("S2", "S1");
        trails.link("S1", "S2");
        assertThat(answers("S1")).containsExactly("a");
    }

    private void note(String answer, Object... arguments) {
        trails.note(Kinds.marking("m", 0), answer, 1_000, arguments);
    }

    private List<String> answers(String id) {
        return trails.of(id).stream().map(Trails.Decision::answer).toList();
    }

    private static Session session(String id, String listener, String client) {
        try {
            return standIn(
                    Session.class,
                    Map.of(
                            "id",
                            id,
                            "listener",
                            listener,
                            "remoteAddress",
                            new InetSocketAddress(InetAddress.getByName(client), 4_711)));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static Transaction transaction(String id, Session session) {
        return standIn(Transaction.class, Map.of("id", id, "session", session));
    }

    private static QueuedMessage message(String id, String domain, String binding) {
        return standIn(QueuedMessage.class, Map.of("id", id, "routingDomain", domain, "binding", binding));
    }

    private static Domain domain(String name) {
        return standIn(Domain.class, Map.of("name", name));
    }

    /** Something of that type that answers these of its questions, and no other. */
    private static <T> T standIn(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object answer = answers.get(method.getName());
            if (answer == null) {
                throw new UnsupportedOperationException(method.getName());
            }
            return answer;
        }));
    }
}
