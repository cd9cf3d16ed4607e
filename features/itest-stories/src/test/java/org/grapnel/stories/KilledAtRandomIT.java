package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.ReceivedMail.Fate;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Receives, delivers, retries, returns, warns, compacts and obeys commands, and is killed at a random moment, again and again, sometimes while it
 * recovers; then the books must balance. The long run:
 *
 * <pre>mvn -pl features/itest-stories -am verify -Dtest=None -Dit.test=KilledAtRandomIT -Dgrapnel.crash.rounds=200
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false</pre>
 *
 * {@code -Dgrapnel.crash.seed=N} repeats the moments of an earlier run.
 */
class KilledAtRandomIT {
    /** Local parts: taken at once, taken after some time, never taken. */
    static final String SINK = "sink@";

    static final String LATER = "later@";
    static final String REFUSED = "refused@";

    private static final int ROUNDS = Integer.getInteger("grapnel.crash.rounds", 5);
    private static final long SEED = Long.getLong("grapnel.crash.seed", System.nanoTime());
    /** Books are closed so often: in between, mail lives through several kills. */
    private static final int CLOSED_EVERY = 4;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** What operators do meanwhile; nothing of it ends a mail in silence. */
    private static final List<String> COMMANDS = List.of(
            "queue:flush",
            "queue:hold --to later@slow.test",
            "queue:release --all",
            "queue:delay --domain mix.test --by 1s",
            "queue:reroute --domain slow.test elsewhere.test",
            "queue:fail --to later@told.test",
            "queue:fail --domain slow.test",
            "queue:fail --to later@mix.test --reason enough");

    @RegisterExtension
    final Scene scene = new Scene();

    private final Random random = new Random(SEED);
    private final CrashLedger ledger = new CrashLedger();
    /** The receiver defers nobody any more: between the kills it did, and what waits shall not make the books wait. */
    private volatile boolean closing;
    /** Nanoseconds: under load, down and up again, until the queue was empty. */
    private final long[] spent = new long[3];

    @Test
    void no_kill_loses_an_acknowledged_recipient_or_half_of_a_mail() throws IOException {
        System.out.println("killed at random: rounds " + ROUNDS + ", seed " + SEED);
        ReceivingServer receiver = receiver();
        Instance grapnel = scene.start(Instance.setup()
                .routeAllTo(receiver)
                .set("spool.segment_size", "1MB")
                .set("spool.reserve", "0")
                .set("retry_interval", "100ms")
                .set("max_retry_interval", "400ms")
                .set("delayed_queue_scan_interval", "50ms")
                .set("delay_warning", "300ms")
                .environment("GRAPNEL_JAVA_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m")
                .set("max_connections", "4"));
        for (int round = 1; round <= ROUNDS; round++) {
            String told = oneKill(grapnel);
            assertThat(grapnel.ask("spool:check").path("damaged").asInt())
                    .as("damages after the kill of round %d, seed %d", round, SEED)
                    .isZero();
            if (round % CLOSED_EVERY == 0 || round == ROUNDS) {
                balance(grapnel, receiver, round);
                told += "; books closed: " + ledger;
            }
            System.out.println("round " + round + ": " + told);
        }
        System.out.println("killed " + ROUNDS + " times under load, seed " + SEED + ": " + ledger
                + "; seconds under load " + seconds(spent[0]) + ", until up again " + seconds(spent[1])
                + ", until the queue was empty " + seconds(spent[2]));
        assertThat(grapnel.stop()).isZero();
    }

    private ReceivingServer receiver() throws IOException {
        ReceivingServer receiver = scene.receiver(ReceivingServer.setup().without("DSN"));
        receiver.rule(Rule.at(Stage.QUIT)
                .when(moment -> {
                    ledger.proof().ended(moment.connection());
                    return false;
                })
                .reply(221, "2.0.0 bye"));
        receiver.rule(Rule.at(Stage.RCPT)
                .when(moment -> moment.argument().startsWith(REFUSED))
                .reply(550, "5.1.1 nobody of that name"));
        Random moods = new Random(SEED + 1);
        receiver.rule(Rule.at(Stage.RCPT)
                .when(moment -> moment.argument().startsWith(LATER) && !closing && oneOf(moods, 3) > 0)
                .reply(451, "4.2.0 not now"));
        receiver.rule(Rule.at(Stage.END)
                .when(moment -> !closing && oneOf(moods, 20) == 0)
                .reply(451, "4.3.0 not this one, not now"));
        return receiver;
    }

    private static int oneOf(Random moods, int bound) {
        synchronized (moods) {
            return moods.nextInt(bound);
        }
    }

    /** Load of all kinds, an end without warning, and a start. */
    private String oneKill(Instance grapnel) throws IOException {
        long begun = System.nanoTime();
        CrashLoad load = new CrashLoad(scene, grapnel, random);
        Await.until(LIMIT, load::underWay, () -> "nothing is acknowledged: " + grapnel.evidence());
        for (int slices = random.nextInt(8); slices > 0; slices--) {
            pause(150_000);
            switch (random.nextInt(6)) {
                case 0, 1 -> grapnel.control("spool:compact");
                case 2 -> grapnel.control(command());
                default -> {}
            }
        }
        String last = random.nextInt(3) == 0 ? command() : "";
        Thread operator = new Thread(() -> untilKilled(grapnel, last), "operator");
        operator.start();
        pause(last.isEmpty() ? 100_000 : 30_000);
        kill(grapnel);
        long killed = System.nanoTime();
        int acknowledged = load.book(ledger);
        int starts = 1;
        for (; random.nextInt(4) == 0; starts++) {
            grapnel.relaunch();
            pause(3_000_000);
            kill(grapnel);
        }
        grapnel.restart();
        spent[0] += killed - begun;
        spent[1] += System.nanoTime() - killed;
        return acknowledged + " mails acknowledged in " + seconds(killed - begun) + " s"
                + (last.isEmpty() ? "" : ", killed in " + last) + ", up again at start " + starts + " after "
                + seconds(System.nanoTime() - killed) + " s";
    }

    private void kill(Instance grapnel) {
        grapnel.kill();
        ledger.proof().killed(Instant.now());
    }

    private String command() {
        return COMMANDS.get(random.nextInt(COMMANDS.size()));
    }

    /** The answer may never come. */
    private static void untilKilled(Instance grapnel, String command) {
        if (!command.isEmpty()) {
            try {
                grapnel.control(command);
            } catch (AssertionError e) {
                System.out.println("cut short: " + command);
            }
        }
    }

    private void pause(int mostMicros) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(mostMicros)));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
    }

    private void balance(Instance grapnel, ReceivingServer receiver, int round) {
        long begun = System.nanoTime();
        closing = true;
        grapnel.ask("queue:release --all");
        grapnel.ask("queue:flush");
        Await.until(
                LIMIT,
                () -> grapnel.ask("queue:list").isEmpty()
                        && grapnel.ask("spool:status").path("messages").asLong() == 0,
                () -> "round " + round + ", seed " + SEED + ": queued: " + grapnel.ask("queue:summary") + ", spool: "
                        + grapnel.ask("spool:status"));
        ledger.close(receiver.mails(), receiver.mails(Fate.REFUSED));
        receiver.forget();
        closing = false;
        spent[2] += System.nanoTime() - begun;
    }
}
