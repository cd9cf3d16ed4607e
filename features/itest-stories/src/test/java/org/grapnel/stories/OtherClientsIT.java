package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.grapnel.testkit.Finished;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.Swaks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that other people wrote get their mail through. */
class OtherClientsIT {
    private static final String PYTHON =
            """
            import smtplib, sys
            from email.message import EmailMessage
            mail = EmailMessage()
            mail["From"] = "s@a.test"
            mail["To"] = "x@b.test, y@b.test"
            mail["Subject"] = "from smtplib"
            mail.set_content("Grüße\\n.\\n..two dots\\n" + "long " * 300 + "\\n")
            with smtplib.SMTP("127.0.0.1", int(sys.argv[1]), timeout=10) as server:
                refused = server.send_message(mail)
                assert not refused, refused
                code, text = server.noop()
                assert code == 250, text
            """;

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static ReceivingServer receiver;
    private static Instance grapnel;

    @BeforeEach
    void start() throws IOException {
        if (grapnel != null) return;
        receiver = SCENE.receiver();
        grapnel = SCENE.start(Instance.setup().routeAllTo(receiver));
    }

    @Test
    void swaks_sends_a_mail() {
        Finished sent = Swaks.run(
                grapnel.smtp(),
                Post.LIMIT,
                "--from",
                "s@a.test",
                "--to",
                "x@b.test",
                "--pipeline",
                "--header",
                "Subject: from swaks");

        sent.expectSuccess();
        ReceivedMail mail = receiver.awaitSubject("from swaks", Post.LIMIT);
        assertThat(mail.envelope().sender()).isEqualTo("s@a.test");
        assertThat(mail.body()).contains("This is a test mailing");
    }

    @Test
    void the_smtplib_of_python_sends_a_mail() throws Exception {
        Process python = new ProcessBuilder(List.of(
                        "python3", "-c", PYTHON, Integer.toString(grapnel.smtp().getPort())))
                .redirectErrorStream(true)
                .start();
        SCENE.closing(python::destroyForcibly);
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(python.exitValue()).as(output).isZero();

        ReceivedMail mail = receiver.awaitSubject("from smtplib", Post.LIMIT);
        assertThat(mail.envelope().addresses()).containsExactly("x@b.test", "y@b.test");
        assertThat(mail.header("To")).contains("x@b.test, y@b.test");
    }
}
