package org.grapnel.itest.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.grapnel.itest.container.Plugins.labelling;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.PluginJar;
import org.grapnel.testkit.SmtpProbe;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

public class HandlersComeAndGoIT extends LiveContainer {
    private static final String MAIL = "MAIL FROM:<a@example.org>";
    private static final String RCPT = "RCPT TO:<b@example.net>";
    private static final String CONTENT = "Subject: x\r\n\r\ntext\r\n";

    @Test
    public void a_bundle_installed_on_the_fly_is_asked_from_the_next_transaction_on() throws Exception {
        try (SmtpProbe probe = session()) {
            assertThat(probe.command(MAIL).text()).isEqualTo("2.1.0 Sender ok");
            install(labelling("fly", "1.0.0", 0));
            assertThat(probe.command(RCPT).text()).isEqualTo("2.1.5 Recipient ok");
            probe.command("RSET").expect(250);
            assertThat(probe.command(MAIL).text()).isEqualTo("2.1.0 seen by fly-1.0.0");
            assertThat(probe.command(RCPT).text()).isEqualTo("2.1.5 seen by fly-1.0.0");
            probe.command("DATA").expect(354);
            assertThat(probe.content(CONTENT).expect(250).text()).isEqualTo("2.0.0 seen by fly-1.0.0");
        }
    }

    @Test
    public void handlers_of_three_bundles_are_asked_in_the_order_of_their_ranks_and_of_new_ranks() throws Exception {
        install(labelling("low", "1.0.0", -5));
        install(labelling("high", "1.0.0", 50));
        install(labelling("middle", "1.0.0", 7));
        try (SmtpProbe probe = session()) {
            assertThat(probe.command(MAIL).text()).endsWith("seen by high-1.0.0 middle-1.0.0 low-1.0.0");
            rerank("low", 100);
            assertThat(probe.command(RCPT).text()).endsWith("seen by high-1.0.0 middle-1.0.0 low-1.0.0");
            probe.command("RSET").expect(250);
            assertThat(probe.command(MAIL).text()).endsWith("seen by low-1.0.0 high-1.0.0 middle-1.0.0");
            rerank("middle", 50);
            probe.command("RSET").expect(250);
            assertThat(probe.command(MAIL).text())
                    .as("ties: the older service first")
                    .endsWith("seen by low-1.0.0 high-1.0.0 middle-1.0.0");
        }
        assertThat(hooks("validate_mailfrom").stream()
                        .map(row -> row.get("rank").asInt()))
                .containsExactly(100, 50, 50);
    }

    @Test
    public void a_transaction_ends_with_the_version_it_began_with_and_the_next_sees_the_new_one() throws Exception {
        Bundle bundle = install(labelling("upgraded", "1.0.0", 0));
        try (SmtpProbe probe = session();
                SmtpProbe other = session()) {
            assertThat(probe.command(MAIL).text()).isEqualTo("2.1.0 seen by upgraded-1.0.0");
            CompletableFuture<Void> update =
                    CompletableFuture.runAsync(() -> update(bundle, labelling("upgraded", "2.0.0", 0)));
            Await.until(PATIENCE, () -> seenBy("upgraded").isEmpty(), () -> "version 1 is still in force");

            assertThat(other.command(MAIL).text())
                    .as("a transaction that begins meanwhile is not given to the one that leaves")
                    .isEqualTo("2.1.0 Sender ok");
            assertThat(other.command(RCPT).text()).isEqualTo("2.1.5 Recipient ok");
            other.command("DATA").expect(354);
            assertThat(other.content(CONTENT).text()).doesNotContain("seen by");

            assertThat(probe.command(RCPT).text()).isEqualTo("2.1.5 seen by upgraded-1.0.0");
            probe.command("DATA").expect(354);
            assertThat(update).as("the update waits for the transaction").isNotDone();
            assertThat(probe.content(CONTENT).text()).isEqualTo("2.0.0 seen by upgraded-1.0.0");

            update.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(probe.command(MAIL).text()).isEqualTo("2.1.0 seen by upgraded-2.0.0");
            assertThat(probe.command(RCPT).text()).isEqualTo("2.1.5 seen by upgraded-2.0.0");
        }
    }

    @Test
    public void a_session_goes_on_when_a_handler_is_removed_between_its_transactions() throws Exception {
        Bundle bundle = install(labelling("leaving", "1.0.0", 0));
        try (SmtpProbe probe = session()) {
            assertThat(probe.command(MAIL).text()).endsWith("seen by leaving-1.0.0");
            probe.command(RCPT).expect(250);
            probe.command("DATA").expect(354);
            probe.content(CONTENT).expect(250);
            bundle.uninstall();
            assertThat(probe.command(MAIL).text()).isEqualTo("2.1.0 Sender ok");
            assertThat(probe.command(RCPT).text()).isEqualTo("2.1.5 Recipient ok");
            probe.command("DATA").expect(354);
            assertThat(probe.content(CONTENT).expect(250).text()).doesNotContain("seen by");
        }
    }

    @Test
    public void a_removal_waits_for_the_transaction_and_the_client_that_goes_away_ends_the_wait() throws Exception {
        Bundle bundle = install(labelling("waiting", "1.0.0", 0));
        CompletableFuture<Void> stop;
        try (SmtpProbe probe = session()) {
            assertThat(probe.command(MAIL).text()).endsWith("seen by waiting-1.0.0");
            stop = CompletableFuture.runAsync(() -> stop(bundle));
            Await.until(PATIENCE, () -> seenBy("waiting").isEmpty(), () -> "the handler is still in force");
            assertThat(probe.command(RCPT).text())
                    .as("its activator's stop was not called while the transaction used it")
                    .isEqualTo("2.1.5 seen by waiting-1.0.0");
            assertThat(stop).isNotDone();
        }
        stop.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(bundle.getState()).isEqualTo(Bundle.RESOLVED);
    }

    private String seenBy(String bundle) {
        StringBuilder points = new StringBuilder();
        for (JsonNode row : hooks("validate_")) {
            if (row.get("bundle").asText().equals(bundle)) {
                points.append(row.get("hook").asText()).append(' ');
            }
        }
        return points.toString();
    }

    private void rerank(String bundle, int rank) throws Exception {
        var references = context.getServiceReferences(IntConsumer.class, "(test.rank.of=" + bundle + ")");
        context.getService(references.iterator().next()).accept(rank);
    }

    private static void update(Bundle bundle, PluginJar jar) {
        try (InputStream content = content(jar)) {
            bundle.update(content);
        } catch (Exception e) {
            throw new AssertionError(bundle + " can't be updated", e);
        }
    }

    private static void stop(Bundle bundle) {
        try {
            bundle.stop();
        } catch (BundleException e) {
            throw new AssertionError(bundle + " can't be stopped", e);
        }
    }
}
