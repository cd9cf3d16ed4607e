package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.grapnel.hook.cache.GaugeCacheManip;
import org.grapnel.hook.queue.IsAdaptiveScopeGlobal;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Reaction;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.SmtpProbe;
import org.grapnel.testkit.Stage;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;

/** A bundle stands for a cluster: it keeps the counters that are the cluster's, where other nodes have written, too. */
public class ShapingHooksIT extends HookStory {
    private final Map<String, Long> cluster = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    @Configuration
    public Option[] distribution() throws Exception {
        return Stream.concat(
                        Stream.of(super.distribution()),
                        Map.of(
                                        "adaptive", "true",
                                        "adaptive_failures", "3",
                                        "adaptive_pause", "1h",
                                        "delayed_queue_scan_interval", "1s")
                                .entrySet()
                                .stream()
                                .map(set -> CoreOptions.frameworkProperty("grapnel.set." + set.getKey())
                                        .value(set.getValue())))
                .toArray(Option[]::new);
    }

    private Optional<Long> count(String cache, String key, long addend, Instant expiry, int most, boolean replicated) {
        calls.add(cache + " " + key + " " + addend + " " + replicated);
        return replicated && cache.startsWith("grapnel.adaptive.")
                ? Optional.of(cluster.merge(name(cache, key), addend, Long::sum))
                : Optional.empty();
    }

    private static String name(String cache, String key) {
        return cache.replace("grapnel.adaptive.", "") + " " + key;
    }

    private void joinCluster(String domain) {
        handler(GaugeCacheManip.class, this::count);
        handler(
                IsAdaptiveScopeGlobal.class,
                (binding, asked) -> asked.equals(domain) ? Optional.of(true) : Optional.empty());
    }

    private void send(int mails, String recipient) throws IOException {
        try (SmtpProbe probe = session()) {
            for (int i = 0; i < mails; i++) {
                probe.mail("s@a.test", List.of(recipient), "From: <s@a.test>\nSubject: shaped\n\nA line.\n")
                        .expect(250);
            }
            probe.command("QUIT").expect(221);
        }
    }

    private JsonNode shaped(String domain) {
        return ask("queue:shaping " + domain).path(0);
    }

    @Test
    public void the_counters_of_a_pair_that_a_handler_calls_global_are_replicated_and_others_are_not()
            throws Exception {
        joinCluster("global.test");
        receiver.rule(Rule.at(Stage.MAIL).reply(451, "4.7.0 too much"));
        send(1, "x@global.test");
        send(1, "x@local.test");

        Await.until(
                PATIENCE,
                () -> calls.contains("grapnel.adaptive.failures default global.test 1 true")
                        && calls.contains("grapnel.adaptive.failures default local.test 1 false"),
                () -> calls.toString());
        assertThat(calls).noneMatch(call -> call.contains("global.test") && call.endsWith("false"));
        assertThat(calls).noneMatch(call -> call.contains("local.test") && call.endsWith("true"));
        assertThat(shaped("global.test").path("scope").asText()).isEqualTo("global");
        assertThat(shaped("local.test").path("scope").asText()).isEqualTo("local");
        ask("queue:delete --all");
    }

    @Test
    public void failures_that_other_nodes_saw_count_for_a_step_down_here() throws Exception {
        joinCluster("counted.test");
        cluster.put("failures default counted.test", 2L);
        CountDownLatch gate = new CountDownLatch(1);
        receiver.rule(Rule.at(Stage.MAIL).firstOfAll(1).reply(451, "4.7.0 too much"));
        receiver.rule(Rule.at(Stage.END).react(Reaction.held(gate, PATIENCE, Reaction.accept())));
        send(1, "x@counted.test");
        Await.until(PATIENCE, () -> shaped("counted.test").path("limit").asInt() == 5, () -> ask("queue:shaping")
                .toString());

        send(60, "x@counted.test");
        Await.until(PATIENCE, () -> receiver.openConnections() == 5, () -> "open: " + receiver.openConnections());
        gate.countDown();
        receiver.awaitMails(60, PATIENCE);
        assertThat(receiver.mostOpenConnections()).isEqualTo(5); // ten without what the handler said
        ask("queue:delete --all");
    }

    @Test
    public void steps_of_other_nodes_count_here_until_they_take_them_back() throws Exception {
        joinCluster("stepped.test");
        cluster.put("steps default stepped.test", 2L);
        cluster.put("troubles default stepped.test", 1L);
        CountDownLatch gate = new CountDownLatch(1);
        receiver.rule(Rule.at(Stage.END).react(Reaction.held(gate, PATIENCE, Reaction.accept())));
        send(60, "x@stepped.test");
        Await.until(PATIENCE, () -> receiver.openConnections() == 2, () -> "open: " + receiver.openConnections());
        assertThat(shaped("stepped.test").path("limit").asInt()).isEqualTo(2);
        assertThat(receiver.mostOpenConnections()).isEqualTo(2);

        cluster.put("steps default stepped.test", 0L);
        Await.until(PATIENCE, () -> receiver.openConnections() == 10, () -> "open: " + receiver.openConnections());
        gate.countDown();
        receiver.awaitMails(60, PATIENCE);
    }

    @Test
    public void a_pause_of_another_node_holds_mail_back_here_until_it_is_over() throws Exception {
        joinCluster("paused.test");
        cluster.put("pauses default paused.test", 1L);
        send(1, "x@paused.test");
        send(1, "x@going.test");

        receiver.awaitMails(1, PATIENCE);
        assertThat(receiver.mails().get(0).envelope().addresses()).containsExactly("x@going.test");
        assertThat(ask("queue:list paused.test").path(0).path("place").asText()).isEqualTo("active");
        assertThat(shaped("paused.test").path("limit").asInt()).isZero();
        cluster.put("pauses default paused.test", 0L);
        receiver.awaitMails(2, PATIENCE);
    }

    @Test
    public void a_reset_is_the_clusters_too() throws Exception {
        joinCluster("reset.test");
        cluster.put("steps default reset.test", 3L);
        cluster.put("troubles default reset.test", 1L);
        send(1, "x@reset.test");
        receiver.awaitMails(1, PATIENCE);
        assertThat(shaped("reset.test").path("limit").asInt()).isEqualTo(1);

        assertThat(ask("queue:shaping-reset reset.test").toString()).contains("back to the configured connections");
        assertThat(cluster).containsEntry("steps default reset.test", 0L);
        assertThat(ask("queue:shaping reset.test")).isEmpty();
    }
}
