package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.grapnel.testkit.FreePort;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a sender hears of his mail's failure. */
class BouncesIT {
    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static ReceivingServer theirs;
    private static ReceivingServer home;
    private static Instance grapnel;

    @BeforeEach
    void start() throws IOException {
        if (grapnel == null) {
            theirs = SCENE.receiver();
            home = SCENE.receiver();
            grapnel = SCENE.start(Instance.setup()
                    .set("hostname", "mx.grapnel.test")
                    .set(
                            "routes",
                            "*=" + theirs.route() + ",home.test=" + home.route() + ",dead.test=127.0.0.1:"
                                    + FreePort.next())
                    .set("domain.dead.test.message_expiration", "2s")
                    .set("retry_interval", "500ms"));
        }
        theirs.clearRules();
        theirs.forget();
        home.forget();
    }

    @Test
    void a_permanent_failure_comes_back_as_a_delivery_status_notification() throws Exception {
        theirs.rule(Rule.at(Stage.RCPT).argumentContains("nobody").reply(550, "5.1.1 no such user\n5.1.1 at all"));

        Post.send(grapnel, "s@home.test", List.of("nobody@b.test", "nobody2@b.test", "some@b.test"), "lost");

        ReceivedMail notice = home.awaitMails(1, Post.LIMIT).get(0);
        Post.awaitQuiet(grapnel);
        assertThat(home.mails()).hasSize(1);
        assertThat(theirs.mails()).hasSize(1);
        assertThat(notice.envelope().sender()).isEmpty();
        assertThat(notice.envelope().addresses()).containsExactly("s@home.test");
        assertThat(notice.header("Auto-Submitted")).contains("auto-replied");

        List<Entity> parts = parts(notice);
        assertThat(parts).extracting(Entity::getMimeType).satisfies(types -> {
            assertThat(types.get(0)).isEqualTo("text/plain");
            assertThat(types.get(1)).isEqualTo("message/delivery-status");
            assertThat(types.get(2)).isIn("text/rfc822-headers", "message/rfc822");
        });
        assertThat(text(parts.get(0))).contains("<nobody@b.test>", "<nobody2@b.test>", "no such user");
        String status = text(parts.get(1));
        String[] blocks = status.strip().split("\r?\n\r?\n");
        assertThat(blocks)
                .as("one block for the mail, one for each recipient: %s", status)
                .hasSize(3);
        assertThat(blocks[0]).contains("Reporting-MTA: dns; mx.grapnel.test", "Arrival-Date: ");
        assertThat(blocks[1] + blocks[2])
                .contains("Final-Recipient: rfc822; nobody@b.test", "Final-Recipient: rfc822; nobody2@b.test");
        assertThat(blocks[1])
                .contains("Action: failed", "Status: 5.1.1", "Diagnostic-Code: smtp; 550", "no such user")
                .contains("Remote-MTA: dns; 127.0.0.1");
        assertThat(text(parts.get(2))).contains("Subject: lost");
    }

    @Test
    void the_null_sender_hears_nothing_of_a_failure() throws IOException {
        theirs.rule(Rule.at(Stage.RCPT).argument("void@b.test").reply(550, "5.1.1 no such user"));

        Post.send(grapnel, "", "void@b.test", "notice of a notice");

        Post.awaitQuiet(grapnel);
        assertThat(Post.events(grapnel, "failed", "void@b.test")).isEqualTo(1);
        assertThat(home.mails()).isEmpty();
        assertThat(theirs.mails()).isEmpty();
    }

    @Test
    void mail_whose_time_is_over_is_returned() throws Exception {
        Post.send(grapnel, "s@home.test", "x@dead.test", "too late");

        ReceivedMail notice = home.awaitMails(1, Post.LIMIT).get(0);
        Post.awaitQuiet(grapnel);
        assertThat(text(parts(notice).get(1)))
                .contains("Final-Recipient: rfc822; x@dead.test", "Action: failed")
                .containsPattern("Status: [45]\\.4\\.7");
        assertThat(home.mails()).hasSize(1);
        assertThat(Post.events(grapnel, "failed", "x@dead.test")).isEqualTo(1);
        assertThat(Post.events(grapnel, "deferred", "x@dead.test")).isPositive();
    }

    @Test
    void a_refused_notice_ends_there() throws IOException {
        theirs.rule(Rule.at(Stage.RCPT).argument("gone@b.test").reply(550, "5.1.1 no such user"));
        theirs.rule(Rule.at(Stage.RCPT).argument("gone@c.test").reply(550, "5.1.1 no such user"));

        Post.send(grapnel, "gone@c.test", "gone@b.test", "nobody at both ends");

        Post.awaitQuiet(grapnel);
        assertThat(Post.events(grapnel, "failed", "gone@b.test")).isEqualTo(1);
        assertThat(Post.events(grapnel, "failed", "gone@c.test")).isEqualTo(1);
        assertThat(theirs.mails()).isEmpty();
    }

    private static List<Entity> parts(ReceivedMail notice) throws Exception {
        DefaultMessageBuilder reader = new DefaultMessageBuilder();
        reader.setMimeEntityConfig(MimeConfig.STRICT);
        Message message = reader.parseMessage(new ByteArrayInputStream(notice.raw()));
        assertThat(message.getMimeType()).isEqualTo("multipart/report");
        assertThat(notice.header("Content-Type").orElse("")).contains("report-type=delivery-status");
        assertThat(message.getFrom()).isNotEmpty();
        assertThat(message.getTo()).isNotEmpty();
        assertThat(message.getDate()).isNotNull();
        assertThat(message.getMessageId()).isNotBlank();
        List<Entity> parts = ((Multipart) message.getBody()).getBodyParts();
        assertThat(parts).hasSize(3);
        return parts;
    }

    private static String text(Entity part) throws IOException {
        if (part.getBody() instanceof Message inner)
            return inner.getHeader().getFields().toString();
        return new String(((SingleBody) part.getBody()).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
