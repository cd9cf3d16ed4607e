package org.grapnel.mta.queue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.mail.Draft;
import org.grapnel.mta.mail.HeaderBlock;
import org.grapnel.mta.mail.Ids;
import org.grapnel.mta.mail.MailContent;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.Metadata;
import org.grapnel.mta.spool.Bodies;
import org.grapnel.mta.spool.Commit;
import org.grapnel.mta.spool.Entry;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.journal.JournalOptions;
import org.grapnel.mta.spool.journal.JournalSpool;

/**
 * Fills a spool through the store's own interface, with what a server would have written after some attempts that failed: each mail
 * has a body of its own, a sender of its own, one recipient, context, parameters, and waits for its next attempt.
 */
public final class SpoolFiller {
    private static final int IN_FLIGHT = 5_000;
    private static final Duration LIFE = Duration.ofDays(5);

    private final Clock clock = Clock.systemUTC();
    private final Ids ids = new Ids(clock);
    private final Random random = new Random(11);
    private final Dispatcher dispatcher = new Dispatcher(() -> Duration.ZERO);
    private final Instant begin = clock.instant();
    private final Plan plan;

    /**
     * What is wanted.
     *
     * @param overdue percent of the mails whose next attempt is due already
     * @param within the next attempts of the others, spread evenly, from now on
     */
    private record Plan(int messages, int domains, int bytes, int overdue, Duration within) {}

    private SpoolFiller(Plan plan) {
        this.plan = plan;
    }

    /** Arguments: DIRECTORY MESSAGES DOMAINS BYTES OVERDUE-PERCENT WITHIN-SECONDS. */
    public static void main(String[] arguments) throws SpoolException, InterruptedException {
        if (arguments.length != 6) {
            throw new IllegalArgumentException(
                    "wanted: DIRECTORY MESSAGES DOMAINS BYTES OVERDUE-PERCENT WITHIN-SECONDS");
        }
        int[] numbers =
                List.of(arguments).stream().skip(1).mapToInt(Integer::parseInt).toArray();
        new SpoolFiller(new Plan(numbers[0], numbers[1], numbers[2], numbers[3], Duration.ofSeconds(numbers[4])))
                .fill(Path.of(arguments[0]));
    }

    private void fill(Path directory) throws SpoolException, InterruptedException {
        try (JournalSpool spool = JournalSpool.open(
                directory,
                JournalOptions.DEFAULTS,
                new JournalSpool.Surroundings(clock, Thread::new, new SecureRandom()::nextInt))) {
            MailMessage.Home home = new MailMessage.Home(spool, dispatcher.live());
            ArrayDeque<Commit> flying = new ArrayDeque<>();
            for (int i = 0; i < plan.messages(); i++) {
                MailMessage message = message(home, i);
                flying.add(spool.store(
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

    private MailMessage message(MailMessage.Home home, int i) {
        String domain = "destination-" + i % plan.domains() + ".test";
        Instant received = begin.minusSeconds(random.nextInt(100_000));
        Draft draft = new Draft(
                new Draft.Making(ids, dispatcher::live, null, name -> true),
                MailAddress.of("bounce-" + i + "@news.sender.test"),
                Map.of("SIZE", String.valueOf(plan.bytes()), "BODY", "8BITMIME"),
                List.of(Recipient.of("recipient" + i + "@" + domain)),
                new MailContent(
                        new HeaderBlock("Subject: x\r\n".getBytes(StandardCharsets.US_ASCII)),
                        Bodies.inMemory(mail(i)),
                        body -> {
                            throw new AssertionError("nobody edits it");
                        }),
                Map.of("campaign", "c" + i % 50, "client_address", "192.0.2." + i % 250, "tracking", "t-" + i),
                received,
                received.plus(LIFE),
                Binding.DEFAULT);
        MailMessage message = MailMessage.of(home, draft);
        long wait = random.nextInt(100) < plan.overdue()
                ? -random.nextInt(3_600_000)
                : (long) (random.nextDouble() * plan.within().toMillis());
        message.state(new MailMessage.State(
                message.recipients(),
                1 + random.nextInt(6),
                begin.plusMillis(wait).toEpochMilli(),
                "451 4.4.1 " + domain + " did not answer",
                null,
                null));
        return message;
    }

    private byte[] mail(int i) {
        String header = "Subject: mail " + i + "\r\nFrom: <news@sender.test>\r\n\r\n";
        return (header + "x".repeat(Math.max(0, plan.bytes() - header.length()))).getBytes(StandardCharsets.US_ASCII);
    }
}
