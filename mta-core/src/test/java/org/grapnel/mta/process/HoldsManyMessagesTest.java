package org.grapnel.mta.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Syntax;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.mta.mail.Draft;
import org.grapnel.mta.mail.HeaderBlock;
import org.grapnel.mta.mail.MailContent;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.Metadata;
import org.grapnel.mta.spool.Bodies;
import org.grapnel.mta.spool.Commit;
import org.grapnel.mta.spool.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fills a spool with mails of 2 KB, starts on it, and weighs what is in memory then: the short form of what {@code
 * bundles/bench/bin/queue-bench} does with a million mails and the distribution.
 */
class HoldsManyMessagesTest {
    private static final int MESSAGES = Integer.getInteger("grapnel.messages", 50_000);
    private static final int DOMAINS = Integer.getInteger("grapnel.domains", 500);
    private static final int MOST_BYTES_EACH = 1_024;
    private static final int IN_FLIGHT = 2_000;

    @TempDir
    Path directory;

    @Test
    void a_queued_message_takes_less_than_a_kilobyte_of_heap_and_the_memory_stays_flat() throws Exception {
        long filling = System.nanoTime();
        fill();
        report(String.format("filled with %,d messages to %,d domains in %s", MESSAGES, DOMAINS, since(filling)));

        long before = usedHeap();
        try (Rig rig = new Rig(directory, (domain, binding) -> {})) {
            long journal = usedHeap() - before;
            long start = System.nanoTime();
            Restart.of(rig);
            report(String.format("read back into the queues in %s", since(start)));
            long each = (usedHeap() - before) / MESSAGES;
            report(String.format("heap: %,d bytes each, %,d of them the journal's", each, journal / MESSAGES));

            long asked = System.nanoTime();
            Answer summary = new QueueCommands(rig.queue, rig.timer.clock()).summary(Syntax.NONE.parse(List.of()));
            report(String.format("queue:summary in %s", since(asked)));
            rig.timer.advance(Duration.ofMinutes(5)); // scans of all domains
            long later = (usedHeap() - before) / MESSAGES;
            report(String.format("heap after five minutes of maintenance: %,d bytes each", later));

            assertThat(rig.queue.size()).isEqualTo(MESSAGES);
            assertThat(((Answer.Table) summary).rows()).hasSize(Math.min(MESSAGES, DOMAINS));
            assertThat(Walk.counted(rig.queue)).isEqualTo(Walk.over(rig.queue));
            assertThat(each).isLessThan(MOST_BYTES_EACH);
            assertThat(later).isLessThan(MOST_BYTES_EACH);
        }
    }

    private void fill() throws Exception {
        Random random = new Random(11);
        try (Rig rig = new Rig(directory, (domain, binding) -> {})) {
            MailMessage.Home home = new MailMessage.Home(rig.spool, rig.dispatcher.live());
            ArrayDeque<Commit> flying = new ArrayDeque<>();
            for (int i = 0; i < MESSAGES; i++) {
                MailMessage message = message(rig, home, i, random);
                flying.add(rig.spool.store(
                        Bodies.inMemory(mail(i)), List.of(new Entry(message.number(), Metadata.write(message)))));
                if (flying.size() > IN_FLIGHT) {
                    flying.remove().await();
                }
            }
            for (Commit commit : flying) {
                commit.await();
            }
        }
    }

    /** One that was tried once and waits for some hours, with what a policy plugin would have noted about it. */
    private static MailMessage message(Rig rig, MailMessage.Home home, int i, Random random) {
        Draft draft = new Draft(
                new Draft.Making(rig.ids, rig.dispatcher::live, null, name -> true),
                MailAddress.of("bounce-" + i + "@news.sender.example"),
                Map.of("SIZE", "2048", "BODY", "8BITMIME"),
                List.of(Recipient.of("recipient" + i + "@destination-" + i % DOMAINS + ".example")),
                new MailContent(
                        new HeaderBlock("Subject: x\r\n".getBytes(StandardCharsets.UTF_8)),
                        Bodies.inMemory(new byte[1]),
                        body -> {
                            throw new AssertionError("nobody edits it");
                        }),
                Map.of("campaign", "c" + i % 50, "client_address", "192.0.2." + i % 250, "tracking", "t-" + i),
                Rig.BEGIN,
                Rig.BEGIN.plus(Duration.ofDays(5)),
                Binding.DEFAULT);
        MailMessage message = MailMessage.of(home, draft);
        MailMessage.State state = message.state();
        long next = Rig.BEGIN.plusSeconds(3_600 + random.nextInt(40_000)).toEpochMilli();
        message.state(new MailMessage.State(
                state.recipients(), 1, next, "451 4.4.1 destination-" + i % DOMAINS + " refuses", null, null));
        return message;
    }

    private static byte[] mail(int i) {
        String header = "Subject: mail " + i + "\r\nFrom: <news@sender.example>\r\n\r\n";
        return (header + "x".repeat(2_048 - header.length())).getBytes(StandardCharsets.UTF_8);
    }

    private static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    private static Duration since(long nanos) {
        return Duration.ofMillis((System.nanoTime() - nanos) / 1_000_000);
    }

    private static void report(String text) {
        org.slf4j.LoggerFactory.getLogger(HoldsManyMessagesTest.class).info(text);
    }
}
