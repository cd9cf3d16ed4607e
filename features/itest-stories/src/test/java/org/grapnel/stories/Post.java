package org.grapnel.stories;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.SmtpProbe;

/** Sends single mails to an instance, and reads what its log says of their recipients. */
final class Post {
    static final Duration LIMIT = Duration.ofSeconds(20);

    private Post() {}

    /** One mail, acknowledged. */
    static void send(Instance grapnel, String sender, List<String> recipients, String subject) throws IOException {
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            probe.mail(sender, recipients, "From: <" + sender + ">\nSubject: " + subject + "\n\nA line.\n")
                    .expect(250);
            probe.command("QUIT").expect(221);
        }
    }

    static void send(Instance grapnel, String sender, String recipient, String subject) throws IOException {
        send(grapnel, sender, List.of(recipient), subject);
    }

    /** Waits until nothing is left to deliver. */
    static void awaitQuiet(Instance grapnel) {
        Await.until(
                LIMIT, () -> grapnel.ask("queue:list").isEmpty(), () -> "still queued: " + grapnel.ask("queue:list"));
    }

    /** How many events of this name the log has for a recipient: delivered, deferred, failed. */
    static long events(Instance grapnel, String event, String recipient) throws IOException {
        Pattern line = Pattern.compile(
                "org\\.grapnel\\.mail - \\S+ " + event + " .* to=\\[[^\\]]*" + Pattern.quote(recipient) + "[^\\]]*\\]");
        return grapnel.log().lines().filter(l -> line.matcher(l).find()).count();
    }

    /** The events after which nothing more happens to a recipient. */
    static long finalEvents(Instance grapnel, String recipient) throws IOException {
        return events(grapnel, "delivered", recipient) + events(grapnel, "failed", recipient);
    }
}
