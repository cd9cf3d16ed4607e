package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.MailPump;
import org.grapnel.testkit.Reaction;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Receives, delivers, retries, returns and compacts, and is killed at a random moment, again and again; then the books must balance. The long run:
 *
 * <pre>mvn -pl features/itest-stories -am verify -Dtest=None -Dit.test=KilledAtRandomIT -Drounds=200
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false</pre>
 *
 * {@code -Dseed=N} repeats the moments of an earlier run.
 */
class KilledAtRandomIT {
    static final String REFUSED = "refused@bad.test";

    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    /** Books are closed so often: in between, mail lives through several kills. */
    private static final int CLOSED_EVERY = 4;

    private static final int OUTBOUND = 4;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    final Scene scene = new Scene();

    private final Random random = new Random(SEED);
    private final CrashLedger ledger = new CrashLedger(OUTBOUND);
    /** The receiver defers nobody any more: between the kills it did, and what waits shall not make the books wait. */
    private volatile boolean closing;
    /** Nanoseconds: under load, down and up again, until the queue was empty. */
    private final long[] spent = new long[3];

    @Test
    void no_kill_loses_an_acknowledged_recipient_or_half_of_a_mail() throws IOException {
        System.out.println("killed at random: rounds " + ROUNDS + ", seed " + SEED);
        ReceivingServer receiver = scene.receiver(ReceivingServer.setup());
        receiver.rule(Rule.at(Stage.RCPT)
                .when(moment -> moment.argument().contains(REFUSED))
                .react(Reaction.reply(550, "5.1.1 nobody of that name")));
        Random moods = new Random(SEED + 1);
        receiver.rule(Rule.at(Stage.RCPT)
                .when(moment -> moment.argument().contains("later@") && !closing && patient(moods))
                .react(Reaction.reply(451, "4.2.0 not now")));
        Instance grapnel = scene.start(Instance.setup()
                .routeAllTo(receiver)
                .set("spool.segment_size", "1MB")
                .set("spool.reserve", "0")
                .set("retry_interval", "100ms")
                .set("max_retry_interval", "400ms")
                .set("delayed_queue_scan_interval", "50ms")
                .environment("GRAPNEL_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m")
                .set("max_connections", Integer.toString(OUTBOUND)));
        for (int round = 1; round <= ROUNDS; round++) {
            oneKill(grapnel);
            assertThat(grapnel.ask("spool:check").path("damaged").asInt())
                    .as("damages after the kill of round %d, seed %d", round, SEED)
                    .isZero();
            if (round % CLOSED_EVERY == 0 || round == ROUNDS) {
                balance(grapnel, receiver, round);
            }
        }
        System.out.println("killed " + ROUNDS + " times, seed " + SEED + ": " + ledger + "; seconds under load "
                + seconds(0) + ", until up again " + seconds(1) + ", until the queue was empty " + seconds(2));
        assertThat(grapnel.stop()).isZero();
    }

    private String seconds(int stage) {
        return String.format(java.util.Locale.ROOT, "%.1f", spent[stage] / 1e9);
    }

    private static boolean patient(Random moods) {
        synchronized (moods) {
            return moods.nextInt(3) > 0;
        }
    }

    /** Load of all kinds, an end without warning, and a start. */
    private void oneKill(Instance grapnel) throws IOException {
        long begun = System.nanoTime();
        MailPump simple = pump(grapnel, 4, "sink@receiver.test");
        MailPump several = pump(grapnel, 3, "sink@receiver.test", "later@slow.test");
        MailPump returned = pump(grapnel, 1, REFUSED);
        Await.until(LIMIT, () -> simple.acknowledged() > 0 || several.acknowledged() > 0, simple.report()::toString);
        int slices = random.nextInt(8);
        for (int slice = 0; slice < slices; slice++) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(150_000)));
            if (random.nextInt(3) == 0) {
                grapnel.control("spool:compact");
            }
        }
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(100_000)));
        grapnel.kill();
        ledger.killed(Instant.now());
        long killed = System.nanoTime();
        ledger.book(simple.stop(Duration.ZERO), "sink@receiver.test");
        ledger.book(several.stop(Duration.ZERO), "sink@receiver.test", "later@slow.test");
        ledger.book(returned.stop(Duration.ZERO), REFUSED);
        grapnel.restart();
        spent[0] += killed - begun;
        spent[1] += System.nanoTime() - killed;
    }

    private MailPump pump(Instance grapnel, int sessions, String... recipients) {
        return scene.start(MailPump.to(grapnel.smtp())
                .endless()
                .size(512 + random.nextInt(12_000))
                .sessions(sessions)
                .perSecond(60 * sessions)
                .recipients(recipients)
                .patience(Duration.ofMillis(50)));
    }

    private void balance(Instance grapnel, ReceivingServer receiver, int round) {
        long begun = System.nanoTime();
        closing = true;
        Await.until(
                LIMIT,
                () -> grapnel.ask("queue:list").isEmpty(),
                () -> "round " + round + ", seed " + SEED + ": queued: " + grapnel.ask("queue:summary"));
        ledger.close(receiver.mails());
        receiver.forget();
        closing = false;
        spent[2] += System.nanoTime() - begun;
    }
}
