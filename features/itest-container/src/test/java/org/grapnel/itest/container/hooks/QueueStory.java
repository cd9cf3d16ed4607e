package org.grapnel.itest.container.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.SmtpProbe;

/** Base of the tests that look at what waits for delivery. */
public abstract class QueueStory extends HookStory {
    protected final void send(String recipient, String subject) throws IOException {
        try (SmtpProbe probe = session()) {
            probe.mail("s@a.test", List.of(recipient), "From: <s@a.test>\nSubject: " + subject + "\n\nA line.\n")
                    .expect(250);
            probe.command("QUIT").expect(221);
        }
    }

    protected final JsonNode queued(String domain) {
        return ask("queue:list " + domain);
    }

    protected final void awaitGone(String domain) {
        Await.until(PATIENCE, () -> queued(domain).isEmpty(), () -> "still there: " + queued(domain));
    }

    protected final JsonNode awaitPlace(String domain, String place) {
        return Await.value(
                PATIENCE,
                () -> Optional.of(queued(domain).path(0))
                        .filter(row -> row.path("place").asText().equals(place)),
                () -> "not " + place + ": " + queued(domain));
    }
}
