package org.grapnel.mta.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.spool.DiskQueueCoreInject;
import org.grapnel.hook.spool.PostSwapInMeta;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.Metadata;
import org.grapnel.mta.spool.Bodies;
import org.grapnel.mta.spool.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoversAndEndsTest {
    @TempDir
    Path directory;

    private Rig rig() throws Exception {
        return new Rig(directory, (domain, binding) -> {});
    }

    private static void recover(Rig rig) throws Exception {
        Restart.of(rig);
    }

    @Test
    void messages_of_the_spool_come_back_as_they_were_and_new_ids_are_above_theirs() throws Exception {
        long number;
        try (Rig before = rig()) {
            before.timer.set(Rig.BEGIN.plus(Duration.ofDays(3)));
            MailMessage message = before.queued("a@a.test", "x@b.test");
            number = message.number();
            MailMessage.State state = message.state();
            message.state(new MailMessage.State(
                    state.recipients(),
                    4,
                    Rig.BEGIN.plus(Duration.ofHours(1)).toEpochMilli(),
                    "451 later",
                    null,
                    null));
            before.spool.update(number, Metadata.write(message)).await();
        }
        try (Rig after = rig()) { // its clock has gone back by three days
            List<Message> injected = new ArrayList<>();
            after.hook(DiskQueueCoreInject.POINT, injected::add);
            recover(after);
            MailMessage message = after.queue.messages().get(0);

            assertThat(message.number()).isEqualTo(number);
            assertThat(message.attempts()).isEqualTo(4);
            assertThat(message.lastError()).contains("451 later");
            assertThat(injected).containsExactly(message);
            assertThat(after.queue.domain("b.test").orElseThrow().delayed()).isOne();
            after.timer.advance(Duration.ofHours(1));
            assertThat(after.queue.domain("b.test").orElseThrow().active()).isOne();
            assertThat(after.ids.next()).isGreaterThan(number);
        }
    }

    @Test
    void metadata_that_can_not_be_read_keeps_nobody_from_starting_and_stays() throws Exception {
        try (Rig rig = rig()) {
            rig.queued("a@a.test", "x@b.test");
            rig.spool
                    .store(
                            Bodies.inMemory(new byte[] {1}),
                            List.of(new Entry(7, "{\"from\":".getBytes(StandardCharsets.UTF_8))))
                    .await();
        }
        try (Rig rig = rig()) {
            List<Boolean> results = new CopyOnWriteArrayList<>(); // handlers are called by the reading threads
            rig.hook(PostSwapInMeta.POINT, (message, flags, result) -> {
                results.add(message.isPresent());
                return Verdict.pass();
            });
            recover(rig);
            assertThat(results).containsExactlyInAnyOrder(false, true);
            assertThat(rig.queue.size()).isOne();
            assertThat(rig.stored()).hasSize(2);
        }
    }

    @Test
    void a_handler_keeps_a_message_out_of_the_queue() throws Exception {
        try (Rig rig = rig()) {
            rig.queued("a@a.test", "x@b.test");
        }
        try (Rig rig = rig()) {
            rig.hook(PostSwapInMeta.POINT, (message, flags, result) -> Verdict.fail("not mine"));
            recover(rig);
            assertThat(rig.queue.size()).isZero();
            assertThat(rig.stored()).hasSize(1);
        }
    }

    @Test
    void every_step_of_the_end_is_taken_last_thing_first() {
        List<String> taken = new ArrayList<>();
        Teardown teardown = new Teardown();
        teardown.add(
                () -> taken.add("first, interrupted: " + Thread.currentThread().isInterrupted()));
        teardown.add(() -> {
            throw new InterruptedException("as a test wants it");
        });
        teardown.add(() -> {
            throw new IllegalStateException("as a test wants it");
        });
        teardown.add(() -> taken.add("last"));
        teardown.run();

        assertThat(taken).containsExactly("last", "first, interrupted: false");
        assertThat(Thread.interrupted()).isTrue();
    }
}
