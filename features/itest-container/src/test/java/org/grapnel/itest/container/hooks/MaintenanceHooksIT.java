package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.hook.Handled;
import org.grapnel.hook.log.LogAttemptV1;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.queue.ConnectionGoal;
import org.grapnel.hook.queue.DomainRequiresMasterScheduler;
import org.grapnel.hook.queue.EcMessageSetNextAttempt;
import org.grapnel.hook.queue.MailQueueMaintain;
import org.grapnel.hook.queue.MailQueueMaintainDomain;
import org.grapnel.hook.queue.PostMailQueueMaintainDomain;
import org.grapnel.hook.queue.PreMailQueueMaintainDomain;
import org.grapnel.hook.queue.Scheduled;
import org.grapnel.hook.queue.SetDelayedQueueEvent;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Reaction;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.Rule;
import org.grapnel.testkit.Stage;
import org.junit.Test;

/** The hooks of the scheduler: when a Domain is looked at, on which shard, and what is opened for it. */
public class MaintenanceHooksIT extends QueueStory {
    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Test
    public void the_first_shard_maintains_the_domains_that_a_handler_wants_there_one_after_the_other()
            throws Exception {
        String busy = nameOnShard(0, "busy");
        String pinned = nameOnShard(1, "pinned");
        String free = nameOnShard(1, "free");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        handler(
                DomainRequiresMasterScheduler.class,
                domain -> domain.equals(pinned) ? Optional.of(true) : Optional.empty());
        handler(PreMailQueueMaintainDomain.class, (domain, time) -> {
            if (domain.name().equals(busy)) {
                begun.countDown();
                try {
                    gate.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        send("x@" + busy, "busy");
        assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        send("x@" + pinned, "pinned"); // by its name it would go with the next one
        send("x@" + free, "free");

        receiver.awaitSubject("free", PATIENCE);
        assertThat(receiver.mails().stream().map(ReceivedMail::subject).toList())
                .containsExactly("free");
        gate.countDown();
        receiver.awaitSubject("pinned", PATIENCE);
        receiver.awaitSubject("busy", PATIENCE);
    }

    /** A domain that belongs to that one of the two shards, where nobody says otherwise. */
    private static String nameOnShard(int shard, String begin) {
        for (int i = 0; ; i++) {
            String name = begin + i + ".test";
            if (Math.floorMod(name.hashCode(), 2) == shard) {
                return name;
            }
        }
    }

    @Test
    public void calls_for_domains_that_a_handler_wants_on_the_first_shard_never_overlap() throws Exception {
        Overlap pinned = new Overlap(Duration.ofMillis(300));
        Overlap loose = new Overlap(Duration.ofSeconds(3));
        handler(
                DomainRequiresMasterScheduler.class,
                domain -> domain.startsWith("pinned") ? Optional.of(true) : Optional.empty());
        handler(PreMailQueueMaintainDomain.class, (domain, time) -> {
            if (domain.name().startsWith("pinned")) {
                pinned.meet();
            } else if (domain.name().startsWith("loose")) {
                loose.meet();
            }
        });
        for (int shard : new int[] {0, 1, 0, 1}) {
            send("x@" + nameOnShard(shard, "pinned" + calls.size() + "n"), "pinned");
            calls.add("sent");
        }
        receiver.awaitMails(4, PATIENCE);
        assertThat(pinned.most()).isOne();

        send("x@" + nameOnShard(0, "loose"), "loose"); // these would not meet if there were one thread for all
        send("x@" + nameOnShard(1, "loose"), "loose");
        receiver.awaitMails(6, PATIENCE);
        assertThat(loose.most()).isEqualTo(2);
    }

    /** Counts how many calls are in it at a time; each waits for another one for a while. */
    private static final class Overlap {
        private final Duration wait;
        private int inside;
        private int most;

        Overlap(Duration wait) {
            this.wait = wait;
        }

        synchronized void meet() {
            inside++;
            most = Math.max(most, inside);
            notifyAll();
            long end = System.nanoTime() + wait.toNanos();
            try {
                for (long left = wait.toNanos(); most < 2 && left > 0; left = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                inside--;
            }
        }

        synchronized int most() {
            return most;
        }
    }

    @Test
    public void a_handler_plans_the_next_look_at_delayed_messages() throws Exception {
        receiver.rule(Rule.at(Stage.RCPT).first(1).reply(451, "4.7.1 later"));
        List<Instant> attempts = new CopyOnWriteArrayList<>();
        List<Integer> delayed = new CopyOnWriteArrayList<>();
        Instant planned =
                Instant.now().plusSeconds(4); // before the connection ends, idle for 5 s, and has the domain looked at
        handler(LogAttemptV1.class, (message, domain, time, note) -> attempts.add(time));
        handler(EcMessageSetNextAttempt.class, (message, time) -> Optional.of(time.plusSeconds(2)));
        handler(SetDelayedQueueEvent.class, (queue, time) -> {
            delayed.add(queue.delayed(binding()));
            return Optional.of(time.isBefore(planned) ? Scheduled.at(planned) : Scheduled.never());
        });
        send("x@planned.test", "when the handler says");

        receiver.awaitSubject("when the handler says", PATIENCE);
        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(1)).isAfterOrEqualTo(planned); // 2 s after the first without the handler
        assertThat(delayed).contains(1);
    }

    private static Binding binding() {
        return new Binding() {
            @Override
            public String name() {
                return Binding.DEFAULT;
            }

            @Override
            public Optional<String> group() {
                return Optional.empty();
            }

            @Override
            public Optional<java.net.InetAddress> localAddress() {
                return Optional.empty();
            }

            @Override
            public String ehloName() {
                return "mx.container.test";
            }
        };
    }

    /** Mails that are due all at once, when the domain goes on. */
    private void sendTogether(int count, String domain) throws Exception {
        ask("queue:suspend --domain " + domain);
        for (int i = 0; i < count; i++) {
            send("x@" + domain, "together");
        }
        ask("queue:resume --domain " + domain);
    }

    /** Has a Domain maintained now. */
    private void lookAt(String domain) {
        ask("queue:suspend --domain " + domain);
        ask("queue:resume --domain " + domain);
    }

    private CountDownLatch holdContents() {
        CountDownLatch gate = new CountDownLatch(1);
        receiver.rule(Rule.at(Stage.END).react(Reaction.held(gate, PATIENCE, Reaction.accept())));
        return gate;
    }

    @Test
    public void a_handler_raises_the_goal_of_connections() throws Exception {
        CountDownLatch gate = holdContents();
        List<Integer> opened = new CopyOnWriteArrayList<>();
        handler(ConnectionGoal.class, (goal, domain, binding, active) -> goal.withWanted(4));
        handler(PostMailQueueMaintainDomain.class, (count, domain, time) -> {
            opened.add(count);
            return count;
        });
        sendTogether(4, "goal.test");

        Await.until(
                PATIENCE,
                () -> receiver.mostOpenConnections() == 4,
                () -> "most open connections: " + receiver.mostOpenConnections());
        assertThat(opened.stream().filter(count -> count > 0)).startsWith(4); // one, without the handler
        gate.countDown();
        receiver.awaitMails(4, PATIENCE);
    }

    @Test
    public void a_handler_keeps_the_goal_of_connections_low() throws Exception {
        CountDownLatch gate = holdContents();
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean low = new AtomicBoolean(true);
        handler(ConnectionGoal.class, (goal, domain, binding, active) -> {
            asked.incrementAndGet();
            return low.get() ? goal.withWanted(1) : goal;
        });
        sendTogether(30, "few.test");

        Await.until(PATIENCE, () -> asked.get() >= 3, () -> "asked only " + asked + " times");
        assertThat(receiver.connections()).isOne();
        low.set(false);
        Await.until(
                PATIENCE,
                () -> receiver.mostOpenConnections() >= 6, // one for each five messages
                () -> "most open connections: " + receiver.mostOpenConnections());
        gate.countDown();
        receiver.awaitMails(30, PATIENCE);
    }

    @Test
    public void a_handler_maintains_a_domain_in_the_engines_place() throws Exception {
        AtomicBoolean paused = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        handler(MailQueueMaintainDomain.class, (domain, time) -> {
            if (!domain.name().equals("paused.test")) {
                return Optional.empty();
            }
            asked.incrementAndGet();
            return paused.get() ? Optional.of(0) : Optional.empty();
        });
        send("x@paused.test", "paused");
        send("x@going.test", "going");

        receiver.awaitSubject("going", PATIENCE);
        lookAt("paused.test");
        Await.until(PATIENCE, () -> asked.get() >= 2, () -> "asked only " + asked + " times");
        awaitPlace("paused.test", "active");
        assertThat(receiver.count()).isOne();
        paused.set(false);
        lookAt("paused.test");
        receiver.awaitSubject("paused", PATIENCE);
    }

    @Test
    public void the_number_that_handlers_say_was_opened_decides_how_soon_the_domain_is_looked_at_again()
            throws Exception {
        List<Instant> looks = new CopyOnWriteArrayList<>();
        handler(MailQueueMaintainDomain.class, (domain, time) -> {
            looks.add(Instant.now());
            return looks.size() == 1 ? Optional.of(0) : Optional.empty();
        });
        handler(PostMailQueueMaintainDomain.class, (count, domain, time) -> count + 1);
        send("x@counted.test", "looked at again");

        receiver.awaitSubject("looked at again", PATIENCE);
        // after delayed_queue_scan_interval, 15 s, where nothing was opened; after a second where something was
        assertThat(Duration.between(looks.get(0), looks.get(1))).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    public void a_handler_maintains_a_binding_in_the_engines_place() throws Exception {
        AtomicBoolean spent = new AtomicBoolean(true);
        handler(MailQueueMaintain.class, (domain, binding, active, time, goal, reserve) -> {
            calls.add(binding.name() + " " + active.size() + " of " + goal.wanted() + ", reserve " + reserve);
            return spent.get() ? Optional.of(Handled.HANDLED) : Optional.empty();
        });
        send("x@warmup.test", "warm-up");

        Await.until(PATIENCE, () -> !calls.isEmpty(), () -> "not asked");
        lookAt("warmup.test");
        Await.until(PATIENCE, () -> calls.size() >= 2, () -> "asked once only: " + calls);
        awaitPlace("warmup.test", "active");
        assertThat(calls.get(0)).isEqualTo("default 1 of 1, reserve 10");
        assertThat(receiver.connections()).isZero();
        spent.set(false);
        lookAt("warmup.test");
        receiver.awaitSubject("warm-up", PATIENCE);
    }
}
