package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Destinations that DNS names, asked of a real name server; the senders' domain has a route, so that notices arrive. */
class ExchangersIT {
    /** Nobody but this test listens here. */
    private static final String EXCHANGER = "127.25.17.3";

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static ReceivingServer home;
    private static Optional<ReceivingServer> exchanger = Optional.empty();
    private static Instance grapnel;

    @BeforeEach
    void start() throws IOException {
        if (grapnel == null) {
            home = SCENE.receiver();
            exchanger = onPort25();
            NameServer names = SCENE.closing(new NameServer(
                    "--mx-host=two.test,mx1.two.test,10",
                    "--mx-host=two.test,mx2.two.test,20",
                    "--address=/mx1.two.test/127.25.17.4", // nobody listens there
                    "--address=/mx2.two.test/" + EXCHANGER,
                    "--host-record=implicit.test," + EXCHANGER,
                    "--dns-rr=null.test,15,000000")); // preference 0 and the root (RFC 7505 3)
            grapnel = SCENE.start(Instance.setup()
                    .set("resolver", names.address())
                    .set("routes", "home.test=" + home.route())
                    .set("host_failure_retry", "0")
                    .set("retry_interval", "1s"));
        }
        home.forget();
    }

    /** The port of RFC 5321 4.5.4.2 needs privileges that not every builder has. */
    private static Optional<ReceivingServer> onPort25() throws IOException {
        try {
            return Optional.of(
                    SCENE.receiver(ReceivingServer.setup().address(EXCHANGER).port(25)));
        } catch (BindException e) {
            return Optional.empty();
        }
    }

    private static ReceivingServer exchanger() {
        Assumptions.assumeTrue(
                exchanger.isPresent(), EXCHANGER + ":25 can't be bound; run as root, or allow low ports, to test this");
        return exchanger.orElseThrow();
    }

    @Test
    void the_next_exchanger_gets_the_mail_of_one_that_is_away() throws IOException {
        Post.send(grapnel, "s@home.test", "x@two.test", "by preference");

        exchanger().awaitSubject("by preference", Post.LIMIT);
        Post.awaitQuiet(grapnel);
        assertThat(Post.events(grapnel, "deferred", "x@two.test")).isZero();
        assertThat(grapnel.log()).containsPattern("delivered .* to=\\[x@two\\.test\\] host=mx2\\.two\\.test");
    }

    @Test
    void a_domain_without_exchangers_is_its_own() throws IOException {
        Post.send(grapnel, "s@home.test", "x@implicit.test", "implicit");

        exchanger().awaitSubject("implicit", Post.LIMIT);
        Post.awaitQuiet(grapnel);
    }

    @Test
    void an_address_literal_needs_no_name() throws IOException {
        Post.send(grapnel, "s@home.test", "x@[" + EXCHANGER + "]", "literal");

        exchanger().awaitSubject("literal", Post.LIMIT);
        Post.awaitQuiet(grapnel);
    }

    @Test
    void mail_to_a_domain_with_a_null_exchanger_comes_back_at_once() throws IOException {
        Post.send(grapnel, "s@home.test", "x@null.test", "no mail please");

        assertReturned("x@null.test", "Status: 5.1.10"); // RFC 7505 4.2
    }

    @Test
    void mail_to_a_domain_that_does_not_exist_comes_back_at_once() throws IOException {
        Post.send(grapnel, "s@home.test", "x@nowhere.test", "no such domain");

        assertReturned("x@nowhere.test", "Status: 5.1.2"); // RFC 3463 3.2
    }

    private static void assertReturned(String recipient, String status) throws IOException {
        ReceivedMail notice = home.awaitMails(1, Post.LIMIT).get(0);
        Post.awaitQuiet(grapnel);
        String text = new String(notice.raw(), StandardCharsets.UTF_8);
        assertThat(text).contains("Final-Recipient: rfc822; " + recipient, status);
        assertThat(Post.events(grapnel, "deferred", recipient)).isZero();
        assertThat(Post.events(grapnel, "failed", recipient)).isEqualTo(1);
        assertThat(home.mails()).hasSize(1);
    }
}
