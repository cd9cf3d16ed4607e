package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.reception.ValidateData;
import org.grapnel.hook.session.DecInboundConnections;
import org.grapnel.hook.session.IncInboundConnections;
import org.grapnel.hook.session.PostEventRead;
import org.grapnel.hook.session.PostEventWrite;
import org.grapnel.hook.session.PostSmtpCommand;
import org.grapnel.hook.session.PreEcCanRelayTo;
import org.grapnel.hook.session.PreEventClose;
import org.grapnel.hook.session.ServerEsmtpSessionAbort;
import org.grapnel.hook.session.TlsRole;
import org.grapnel.hook.session.UnrecognizedCommand;
import org.grapnel.hook.session.ValidateAccept;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.SmtpProbe;
import org.junit.Before;
import org.junit.Test;

/** The hooks around an inbound connection, from its accept to its close. */
public class WireHooksIT extends HookStory {
    @Before
    public void awaitNoSession() {
        Await.until(PATIENCE, () -> ask("smtp:sessions").isEmpty(), () -> "sessions: " + ask("smtp:sessions"));
    }

    private SmtpProbe connect() throws Exception {
        return SmtpProbe.connect(address("grapnel.set.smtp.listen"));
    }

    @Test
    public void post_event_read_and_post_event_write_see_every_byte() throws Exception {
        List<String> read = new CopyOnWriteArrayList<>();
        List<String> written = new CopyOnWriteArrayList<>();
        List<Boolean> traced = new CopyOnWriteArrayList<>();
        handler(PostEventRead.class, (connection, bytes) -> {
            traced.add(connection.traced()
                    && connection.role() == TlsRole.SERVER
                    && connection.session().isPresent());
            read.add(bytes.text());
        });
        handler(PostEventWrite.class, (connection, bytes) -> written.add(bytes.text()));
        StringBuilder said = new StringBuilder();
        String mail = "MAIL FROM:<s@a.test>\r\nRCPT TO:<x@b.test>\r\nBDAT 18 LAST\r\nSubject: seen\r\n\r\n.QUIT\r\n";
        try (SmtpProbe probe = connect()) {
            said.append(probe.line()).append("\r\n");
            probe.raw(("HELO probe.test\r\n" + mail).getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 5; i++) {
                said.append(probe.line()).append("\r\n");
            }
            probe.awaitClosed();
        }
        assertThat(String.join("", read)).isEqualTo("HELO probe.test\r\n" + mail);
        Await.until(
                PATIENCE, () -> String.join("", written).equals(said.toString()), () -> said + " but saw " + written);
        assertThat(traced).isNotEmpty().doesNotContain(false);
        receiver.awaitSubject("seen", PATIENCE);
    }

    @Test
    public void connections_are_counted_out_and_closed_once_however_they_end() throws Exception {
        AtomicInteger in = new AtomicInteger();
        AtomicInteger out = new AtomicInteger();
        List<String> closed = new CopyOnWriteArrayList<>();
        List<String> aborted = new CopyOnWriteArrayList<>();
        handler(IncInboundConnections.class, (type, session) -> in.incrementAndGet());
        handler(DecInboundConnections.class, (type, session) -> out.incrementAndGet());
        handler(PreEventClose.class, connection -> closed.add(connection.id()));
        handler(
                ServerEsmtpSessionAbort.class,
                session -> aborted.add(session.ehloName().orElse("nobody")));

        try (SmtpProbe quits = session()) {
            quits.command("QUIT").expect(221);
        }
        try (SmtpProbe drops = connect()) {
            drops.reply().expect(220);
            drops.command("EHLO drops.test").expect(250);
        }
        try (SmtpProbe dropsInAChunk = connect()) {
            dropsInAChunk.reply().expect(220);
            dropsInAChunk.command("EHLO chunk.test").expect(250);
            dropsInAChunk.command("MAIL FROM:<s@a.test>").expect(250);
            dropsInAChunk.command("RCPT TO:<x@b.test>").expect(250);
            dropsInAChunk.raw("BDAT 100 LAST\r\nSubject: half".getBytes(StandardCharsets.US_ASCII));
        }
        try (SmtpProbe errs = session()) {
            for (int i = 0; i < 20; i++) {
                errs.command("FROB").expect(500);
            }
            errs.reply().expect(421);
            errs.awaitClosed();
        }
        awaitNoSession();
        Await.until(PATIENCE, () -> closed.size() >= 4, () -> "closed: " + closed);
        assertThat(in).hasValue(4);
        assertThat(out).hasValue(4);
        assertThat(closed).hasSize(4).doesNotHaveDuplicates();
        assertThat(aborted).containsExactlyInAnyOrder("drops.test", "chunk.test");
        assertThat(receiver.mails()).isEmpty();
    }

    @Test
    public void validate_accept_drops_or_refuses_before_the_connection_is_counted() throws Exception {
        AtomicInteger counted = new AtomicInteger();
        List<Verdict.OfSocket> verdicts = new ArrayList<>(List.of(
                new Verdict.Drop(), new Verdict.Reject(Reply.of(554, "5.7.1", "Not from there")), Verdict.CONTINUE));
        handler(IncInboundConnections.class, (type, session) -> counted.incrementAndGet());
        handler(ValidateAccept.class, (session, dictionaries) -> verdicts.remove(0));
        try (SmtpProbe dropped = connect()) {
            dropped.awaitClosed();
        }
        try (SmtpProbe refused = connect()) {
            assertThat(refused.reply().toString()).isEqualTo("554 5.7.1 Not from there");
            refused.awaitClosed();
        }
        assertThat(counted).hasValue(0);
        try (SmtpProbe welcome = session()) {
            welcome.command("QUIT").expect(221);
        }
        assertThat(counted).hasValue(1);
    }

    @Test
    public void validate_data_is_asked_at_data_and_once_at_the_first_chunk() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        handler(ValidateData.class, (transaction, dictionaries) -> {
            asked.add(transaction.sender().toString() + transaction.recipients().size());
            return transaction.sender().localPart().equals("bad")
                    ? new Verdict.Reject(Reply.of(550, "5.7.1", "Nothing from you"))
                    : Verdict.CONTINUE;
        });
        try (SmtpProbe probe = session()) {
            probe.pipeline("MAIL FROM:<bad@a.test>", "RCPT TO:<x@b.test>");
            assertThat(probe.command("DATA").toString()).isEqualTo("550 5.7.1 Nothing from you");
            probe.pipeline("MAIL FROM:<bad@a.test>", "RCPT TO:<x@b.test>");
            assertThat(probe.command("BDAT 6 LAST\r\nQUIT").toString()).isEqualTo("550 5.7.1 Nothing from you");
            probe.pipeline("MAIL FROM:<good@a.test>", "RCPT TO:<x@b.test>");
            probe.command("BDAT 15\r\nSubject: good").expect(250);
            probe.command("BDAT 2 LAST\r\n").expect(250);
        }
        assertThat(asked).containsExactly("bad@a.test1", "bad@a.test1", "good@a.test1");
        receiver.awaitSubject("good", PATIENCE);
    }

    @Test
    public void unrecognized_command_answers_and_post_smtp_command_sees_every_line() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        handler(
                UnrecognizedCommand.class,
                (session, line) -> line.text().startsWith("XVENDOR")
                        ? Optional.of(Reply.of(250, "2.0.0", "At your service"))
                        : Optional.empty());
        handler(PostSmtpCommand.class, (session, line, dictionaries) -> {
            lines.add(line.text());
            if (line.text().equals("XVENDOR bye")) {
                dictionaries.disconnect();
            }
        });
        try (SmtpProbe probe = session()) {
            assertThat(probe.command("XVENDOR 1").toString()).isEqualTo("250 2.0.0 At your service");
            probe.command("XOTHER").expect(500);
            probe.command("XVENDOR bye").expect(250);
            probe.awaitClosed();
        }
        assertThat(lines).containsExactly("EHLO probe.test", "XVENDOR 1", "XOTHER", "XVENDOR bye");
    }

    @Test
    public void pre_ec_can_relay_to_decides_for_clients_that_may_not_relay_everywhere() throws Exception {
        Files.writeString(base().resolve("etc/grapnel.json"), "{\"relay_hosts\": \"192.0.2.0/24\"}");
        try {
            Await.until(PATIENCE, () -> relays("x@other.test") == 550, () -> "still open to loopback");
            List<String> asked = new CopyOnWriteArrayList<>();
            handler(PreEcCanRelayTo.class, domain -> {
                asked.add(domain);
                return domain.equals("b.test") ? Optional.of(true) : Optional.empty();
            });
            assertThat(relays("x@b.test")).isEqualTo(250);
            assertThat(relays("x@other.test")).isEqualTo(550);
            assertThat(asked).containsExactly("b.test", "other.test");
        } finally {
            Files.writeString(base().resolve("etc/grapnel.json"), "{}");
            Await.until(PATIENCE, () -> relays("x@other.test") == 250, () -> "not open again");
        }
    }

    private int relays(String recipient) throws Exception {
        try (SmtpProbe probe = session()) {
            probe.command("MAIL FROM:<s@a.test>").expect(250);
            return probe.command("RCPT TO:<" + recipient + ">").code();
        }
    }
}
