package org.grapnel.mta.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.queue.EcMessageEnqueue;
import org.grapnel.hook.queue.EnqueueOutcome;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.MailMessage.Place;
import org.grapnel.mta.queue.Changing;
import org.grapnel.mta.queue.ConfiguredBinding;
import org.grapnel.mta.queue.MessageChange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountsWithoutALookAtEachMessageTest {
    private static final int STEPS = 3_000;

    private final Random random = new Random(5);
    private Rig rig;

    @BeforeEach
    void begin(@TempDir Path directory) throws Exception {
        rig = new Rig(directory, (domain, binding) -> {});
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private String domain() {
        return "d" + random.nextInt(6) + ".test";
    }

    private Optional<MailMessage> any() {
        List<MailMessage> all = rig.queue.messages();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private Optional<MailMessage> taken() {
        return any().flatMap(message -> rig.queue.domain(message.routingDomain()))
                .flatMap(domain -> domain.take(ConfiguredBinding.of(rig.settings(), "default")));
    }

    private void change(MailMessage message, MessageChange change) throws Exception {
        new Changing(rig.queue, rig.spool, rig.dispatcher.live()).run(List.of(message), change);
    }

    private void hold(MailMessage message, boolean held) throws Exception {
        String reason = held ? "a test" : null;
        change(
                message,
                MessageChange.edit(
                        "held",
                        m -> m.held() != held,
                        true,
                        m -> m.state(m.state().held(reason))));
    }

    private void later(MailMessage message) {
        long at = rig.timer.clock().millis() + random.nextInt(60_000);
        message.state(message.state().due(at));
        rig.queue.requeue(message);
    }

    private void gone(MailMessage message) {
        rig.queue.done(message);
    }

    private void step() throws Exception {
        switch (random.nextInt(10)) {
            case 0, 1 -> rig.queued("a@a.test", "x@" + domain());
            case 2, 3 -> taken().ifPresent(this::later);
            case 4 -> taken().ifPresent(this::gone);
            case 5 -> rig.timer.advance(Duration.ofSeconds(random.nextInt(20)));
            case 6 -> {
                String elsewhere = domain();
                for (MailMessage message : any().stream().toList()) {
                    change(message, MessageChange.edit("moved", m -> true, true, m -> m.readdress(elsewhere, "fast")));
                }
            }
            case 7 -> {
                for (MailMessage message : any().stream().toList()) {
                    hold(message, true);
                }
            }
            case 8 -> {
                for (MailMessage message : any().stream().toList()) {
                    hold(message, false);
                }
            }
            default ->
                any().filter(rig.queue::withdraw).ifPresent(random.nextBoolean() ? this::gone : rig.queue::restore);
        }
    }

    private Map<String, Integer> summary(String... words) throws Exception {
        Answer answer =
                new QueueCommands(rig.queue, rig.timer.clock()).summary(QueueCommands.SUMMARY.parse(List.of(words)));
        TreeMap<String, Integer> sums = new TreeMap<>();
        for (List<Object> row : ((Answer.Table) answer).rows()) {
            int sum = 0;
            for (int column : List.of(1, 2, 4, 5, 6)) {
                sum += (int) row.get(column);
            }
            sums.put((String) row.get(0), sum);
        }
        return sums;
    }

    @Test
    void whatever_happens_to_messages_the_counts_are_those_that_a_walk_finds() throws Exception {
        for (int i = 0; i < STEPS; i++) {
            step();
            assertThat(Walk.counted(rig.queue)).as("after step %d", i).isEqualTo(Walk.over(rig.queue));
        }
        assertThat(rig.queue.size()).isGreaterThan(20);
        rig.queue.messages().forEach(this::gone);
        assertThat(Walk.counted(rig.queue)).isEmpty();
    }

    @Test
    void what_handlers_own_is_counted_as_such() throws Exception {
        rig.hook(
                EcMessageEnqueue.POINT,
                (message, when) -> message.routingDomain().equals("owned.test")
                        ? Optional.of(EnqueueOutcome.OK)
                        : Optional.empty());
        MailMessage owned = rig.queued("a@a.test", "x@owned.test");
        rig.queued("a@a.test", "x@d1.test");
        assertThat(owned.place()).isEqualTo(Place.OWNED);
        assertThat(Walk.counted(rig.queue))
                .isEqualTo(Walk.over(rig.queue))
                .containsEntry("owned.test default OWNED", 1);
        assertThat(rig.queue.withdraw(owned)).isTrue();
        assertThat(Walk.counted(rig.queue)).containsEntry("owned.test default CHANGING", 1);
        rig.queue.restore(owned);
        assertThat(Walk.counted(rig.queue))
                .isEqualTo(Walk.over(rig.queue))
                .containsEntry("owned.test default ACTIVE", 1);
    }

    @Test
    void a_summary_by_destination_says_the_same_as_one_that_looks_at_each_message() throws Exception {
        for (int i = 0; i < 40; i++) {
            rig.queued("a@a.test", "x@" + domain());
        }
        assertThat(summary().values().stream().mapToInt(count -> count).sum()).isEqualTo(40);
        assertThat(summary()).isEqualTo(summary("--from", "a@a.test"));
        assertThat(summary("--domain", "d1*"))
                .isEqualTo(summary("--domain", "d1*", "--from", "a@a.test"))
                .hasSize(1);
        assertThat(summary("d2.test")).containsOnlyKeys("d2.test");
        assertThat(summary("--binding", "fast")).isEmpty();
    }

    @Test
    void a_long_list_is_read_in_parts() throws Exception {
        for (int i = 0; i < 7; i++) {
            rig.queued("a@a.test", "x@" + domain());
        }
        List<Object> ids =
                rig.queue.messages().stream().<Object>map(MailMessage::id).toList();
        assertThat(listed("--limit", "3")).isEqualTo(ids.subList(0, 3));
        assertThat(listed("--limit", "3", "--after", (String) ids.get(2))).isEqualTo(ids.subList(3, 6));
        assertThat(listed("--limit", "3", "--after", (String) ids.get(5))).isEqualTo(ids.subList(6, 7));
    }

    private List<Object> listed(String... words) throws Exception {
        Answer answer = new QueueCommands(rig.queue, rig.timer.clock()).list(QueueCommands.LIST.parse(List.of(words)));
        return ((Answer.Table) answer).rows().stream().map(row -> row.get(0)).toList();
    }
}
