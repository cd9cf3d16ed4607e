package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.reception.StoreOutcome;
import org.grapnel.hook.reception.SwapOutMulti;
import org.grapnel.hook.spool.DiskQueueCoreInject;
import org.grapnel.hook.spool.ImportResult;
import org.grapnel.hook.spool.LogSpoolImport;
import org.grapnel.hook.spool.MessageBodyInCore;
import org.grapnel.hook.spool.PostSwapInMeta;
import org.grapnel.hook.spool.PreSwapOutMeta;
import org.grapnel.hook.spool.SwapFlag;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Reply;
import org.grapnel.testkit.SmtpProbe;
import org.junit.Before;
import org.junit.Test;

public class SpoolHooksIT extends HookStory {
    /** The tests share one container: what an earlier one kept in the queue goes first. */
    @Before
    public void emptyTheQueue() {
        ask("queue:flush");
        awaitQueued(0);
        receiver.forget();
    }

    private Reply send(String subject, String... recipients) throws IOException {
        try (SmtpProbe probe = session()) {
            return probe.mail(
                    "a@sender.test",
                    List.of(recipients),
                    "From: <a@sender.test>\nSubject: " + subject + "\n\nA line.\n");
        }
    }

    private int queued() {
        return ask("queue:list").size();
    }

    private void awaitQueued(int count) {
        Await.until(PATIENCE, () -> queued() == count, () -> "queue: " + ask("queue:list"));
    }

    /** Keeps every mail out of delivery for as long as the answer says. */
    private AtomicBoolean holdBack() {
        AtomicBoolean held = new AtomicBoolean(true);
        handler(MessageBodyInCore.class, (message, pull) -> held.get() ? Optional.of(false) : Optional.empty());
        return held;
    }

    private void awaitDeferred(int count) {
        Await.until(
                PATIENCE,
                () -> {
                    int deferred = 0;
                    for (JsonNode row : ask("queue:list")) {
                        deferred += row.path("lastError").asText().contains("body") ? 1 : 0;
                    }
                    return deferred == count;
                },
                () -> "queue: " + ask("queue:list"));
    }

    @Test
    public void pre_swap_out_meta_sees_the_reception_and_stops_it() throws Exception {
        List<Set<SwapFlag>> seen = new CopyOnWriteArrayList<>();
        handler(PreSwapOutMeta.class, (message, flags) -> {
            seen.add(flags);
            return message.recipients().get(0).address().localPart().equals("stopped")
                    ? Verdict.fail("not that one")
                    : Verdict.pass();
        });
        assertThat(send("stopped", "stopped@b.test").toString()).startsWith("451 4.3.0");
        assertThat(send("written", "other@b.test").code()).isEqualTo(250);
        assertThat(receiver.awaitSubject("written", PATIENCE).envelope().addresses())
                .containsExactly("other@b.test");
        assertThat(seen).contains(Set.of(SwapFlag.RECEPTION));
        assertThat(receiver.count()).isOne();
    }

    @Test
    public void pre_swap_out_meta_keeps_the_former_state_at_a_rewrite() throws Exception {
        AtomicBoolean held = holdBack();
        handler(
                PreSwapOutMeta.class,
                (message, flags) -> flags.contains(SwapFlag.ATTEMPT) ? Verdict.fail("as it was") : Verdict.pass());
        long commits = ask("spool:status").path("commits").asLong();
        assertThat(send("attempted", "x@b.test").code()).isEqualTo(250);
        awaitDeferred(1);
        assertThat(ask("spool:status").path("commits").asLong()).isEqualTo(commits + 1);
        held.set(false);
        ask("queue:flush");
        awaitQueued(0);
    }

    @Test
    public void swap_out_multi_stores_in_place_of_the_spool_or_fails() throws Exception {
        List<List<String>> seen = new CopyOnWriteArrayList<>();
        handler(SwapOutMulti.class, messages -> {
            seen.add(messages.stream().map(Object::toString).toList());
            boolean fails =
                    messages.get(0).recipients().get(0).address().localPart().equals("fails");
            return Optional.of(fails ? StoreOutcome.FAILED : StoreOutcome.STORED);
        });
        assertThat(send("fails", "fails@b.test", "too@c.test").toString()).startsWith("451 4.3.0");
        long commits = ask("spool:status").path("commits").asLong();
        assertThat(send("elsewhere", "x@b.test", "y@c.test").code()).isEqualTo(250);
        receiver.awaitMails(2, PATIENCE);
        awaitQueued(0);
        assertThat(ask("spool:status").path("commits").asLong()).isEqualTo(commits);
        assertThat(seen).hasSize(2).allSatisfy(messages -> assertThat(messages).hasSize(2));
        assertThat(receiver.mails().get(0).text()).contains("Subject: elsewhere");
    }

    @Test
    public void message_body_in_core_is_asked_before_the_body_is_sent_and_then_told_to_pull_it() throws Exception {
        List<Boolean> asked = new CopyOnWriteArrayList<>();
        boolean[] loads = {false};
        handler(MessageBodyInCore.class, (message, pull) -> {
            asked.add(pull);
            return Optional.of(pull && loads[0]);
        });
        assertThat(send("pulled", "x@b.test").code()).isEqualTo(250);
        awaitDeferred(1);
        assertThat(receiver.count()).isZero();
        assertThat(asked).containsExactly(false, true);

        loads[0] = true;
        ask("queue:flush");
        receiver.awaitSubject("pulled", PATIENCE);
        awaitQueued(0);
    }

    @Test
    public void log_spool_import_tells_of_each_message_and_post_swap_in_meta_judges_it() throws Exception {
        AtomicBoolean held = holdBack();
        send("one", "one@b.test");
        send("two", "two@b.test");
        awaitDeferred(2);
        Path other = otherSpool();
        held.set(false);
        ask("queue:flush");
        awaitQueued(0);
        receiver.forget();

        List<String> told = new CopyOnWriteArrayList<>();
        handler(
                LogSpoolImport.class,
                (message, original, source, result) -> told.add(
                        message.map(m -> m.recipients().toString()).orElse("none") + " " + result + " " + source));
        handler(
                PostSwapInMeta.class,
                (message, flags, result) -> flags.contains(SwapFlag.IMPORT)
                                && message.orElseThrow().recipients().toString().contains("two")
                        ? Verdict.fail("not that one")
                        : Verdict.pass());
        JsonNode answer = ask("spool:import '" + other + "'");
        assertThat(answer.path("imported").asInt()).isOne();
        assertThat(answer.path("senseless").asInt()).isOne();
        assertThat(answer.path("left").asInt()).isOne();
        ask("queue:flush"); // it keeps the time of its next attempt
        receiver.awaitSubject("one", PATIENCE);
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "[one@b.test] " + ImportResult.SUCCESS + " " + other,
                        "none " + ImportResult.METADATA_FAILURE + " " + other);
        JsonNode again = ask("spool:import '" + other + "'");
        assertThat(again.path("imported").asInt()).isZero();
    }

    @Test
    public void disk_queue_core_inject_and_post_swap_in_meta_see_what_a_start_finds() throws Exception {
        holdBack();
        send("kept", "kept@b.test");
        send("refused", "refused@b.test");
        awaitDeferred(2);
        List<String> injected = new CopyOnWriteArrayList<>();
        List<Set<SwapFlag>> flagsSeen = new CopyOnWriteArrayList<>();
        handler(
                DiskQueueCoreInject.class,
                message -> injected.add(message.recipients().toString()));
        boolean[] refuses = {true};
        handler(
                PostSwapInMeta.class,
                (message, flags, result) -> {
                    flagsSeen.add(flags);
                    return refuses[0]
                                    && message.orElseThrow()
                                            .recipients()
                                            .toString()
                                            .contains("refused")
                            ? Verdict.fail("not at this start")
                            : Verdict.pass();
                },
                Map.of());
        restartEngine();
        assertThat(injected).containsExactly("[kept@b.test]");
        refuses[0] = false;
        restartEngine();
        assertThat(injected).containsExactly("[kept@b.test]", "[kept@b.test]", "[refused@b.test]");
        assertThat(flagsSeen).containsOnly(Set.of(SwapFlag.START));
    }

    @Test
    public void post_swap_in_meta_is_asked_about_metadata_that_can_not_be_read_and_the_message_stays_in_the_spool()
            throws Exception {
        AtomicBoolean held = holdBack();
        send("unreadable", "unreadable@b.test");
        awaitDeferred(1);
        List<String> told = new CopyOnWriteArrayList<>();
        handler(PostSwapInMeta.class, (message, flags, result) -> {
            told.add(flags + " " + message.isPresent() + " " + result.isOk() + " " + result.fault());
            return Verdict.pass();
        });
        engine().stop();
        UnreadableMetadata spoilt = UnreadableMetadata.in(base().resolve("data/spool"));
        engine().start();

        assertThat(told).singleElement().asString().startsWith("[START] false false Optional[");
        assertThat(queued()).isZero();
        assertThat(ask("spool:status").path("messages").asInt()).isOne();

        held.set(false);
        engine().stop();
        spoilt.restore();
        engine().start();
        assertThat(told).hasSize(2).last().asString().isEqualTo("[START] true true Optional.empty");
        ask("queue:flush");
        receiver.awaitSubject("unreadable", PATIENCE);
    }

    /** A spool as another node might have left it: the files of this one, copied while nothing is written. */
    private Path otherSpool() throws IOException {
        Path other = Files.createTempDirectory("other-spool");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(base().resolve("data/spool"), "*.journal")) {
            for (Path file : files) {
                Files.copy(file, other.resolve(file.getFileName()));
            }
        }
        return other;
    }
}
