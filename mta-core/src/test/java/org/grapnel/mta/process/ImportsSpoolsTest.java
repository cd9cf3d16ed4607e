package org.grapnel.mta.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.spool.ImportResult;
import org.grapnel.hook.spool.LogSpoolImport;
import org.grapnel.hook.spool.PreSwapOutMeta;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.journal.JournalOptions;
import org.grapnel.mta.spool.journal.JournalSpool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail of another node's spool comes over once, whatever its ids are here and wherever an import was cut off. */
class ImportsSpoolsTest {
    @TempDir
    Path directory;

    private Path source;
    private Rig rig;

    @BeforeEach
    void begin() throws Exception {
        source = directory.resolve("other/spool");
        rig = here();
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private Rig here() throws Exception {
        return new Rig(directory.resolve("here"), (domain, binding) -> {});
    }

    private static JournalSpool.Surroundings surroundings() {
        return new JournalSpool.Surroundings(
                Clock.systemUTC(), task -> Rig.daemon(task, "other-writer"), new Random(9)::nextInt);
    }

    /** The other node takes a mail; its ids begin where ours do, for its clock stands at the same time. */
    private void elsewhere(String text, String... to) throws Exception {
        try (Rig other = new Rig(directory.resolve("other"), (domain, binding) -> {})) {
            Restart.of(other);
            assertThat(other.receive("a@a.test", List.of(to), "Subject: " + text + "\n\n" + text + "\n")
                            .accepted())
                    .isTrue();
        }
    }

    private SpoolImport.Report bring() throws Exception {
        return new SpoolImport(rig.spool, rig.dispatcher.live(), rig.queue, rig.ids, surroundings(), directory)
                .run("other/spool");
    }

    private List<String> bodies() throws Exception {
        return rig.stored().stream().map(this::body).sorted().toList();
    }

    private String body(long id) {
        try {
            String mail = rig.text(id);
            return mail.substring(mail.indexOf("\r\n\r\n") + 4).strip();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_message_whose_id_is_taken_here_gets_a_new_one_and_both_stay_whole() throws Exception {
        MailMessage ours = rig.queued("a@a.test", "x@b.test");
        elsewhere("theirs", "y@c.test");
        SpoolImport.Report report = bring();
        assertThat(report.count(ImportResult.SUCCESS)).isOne();
        assertThat(report.renamed()).isOne();
        assertThat(report.left()).isZero();
        assertThat(bodies()).containsExactly("hello", "theirs");
        assertThat(body(ours.number())).isEqualTo("hello");
        assertThat(rig.queue.messages()).hasSize(2);
        assertThat(rig.queue.messages().stream().map(MailMessage::number).toList())
                .containsExactlyInAnyOrderElementsOf(rig.stored());
    }

    @Test
    void ids_that_are_free_here_are_kept_and_never_given_out_again() throws Exception {
        elsewhere("theirs", "y@c.test");
        SpoolImport.Report report = bring();
        assertThat(report.renamed()).isZero();
        assertThat(rig.ids.next()).isGreaterThan(rig.stored().get(0));
    }

    @Test
    void a_spool_that_is_open_is_refused_by_name_and_left_alone() throws Exception {
        elsewhere("theirs", "y@c.test");
        JournalSpool open = JournalSpool.open(source, JournalOptions.DEFAULTS, surroundings());
        try (open) {
            assertThatThrownBy(this::bring)
                    .isInstanceOf(SpoolException.class)
                    .hasMessageContaining(source.toString())
                    .hasMessageContaining("in use by process")
                    .hasMessageContaining("stop that process");
            assertThat(open.status().messages()).isOne();
        }
        assertThat(rig.stored()).isEmpty();
        assertThat(bring().count(ImportResult.SUCCESS)).isOne();
    }

    @Test
    void our_own_spool_is_refused_too() {
        SpoolImport imports =
                new SpoolImport(rig.spool, rig.dispatcher.live(), rig.queue, rig.ids, surroundings(), directory);
        assertThatThrownBy(() -> imports.run("here/spool")).hasMessageContaining("in use by process");
        assertThatThrownBy(() -> imports.run("nowhere")).hasMessageContaining("no such directory");
    }

    @Test
    void a_message_that_a_handler_refuses_stays_there_and_the_others_come() throws Exception {
        elsewhere("one", "1@c.test", "1@d.test");
        elsewhere("two", "2@c.test");
        List<String> told = new ArrayList<>();
        rig.hook(
                PreSwapOutMeta.POINT,
                (message, flags) -> message.recipients().toString().equals("[1@c.test]")
                        ? Verdict.fail("not this one")
                        : Verdict.pass());
        rig.hook(
                LogSpoolImport.POINT,
                (message, original, from, result) ->
                        told.add(message.orElseThrow().recipients() + " " + result));
        SpoolImport.Report report = bring();
        assertThat(told)
                .containsExactlyInAnyOrder("[1@c.test] WRITE_FAILURE", "[1@d.test] SUCCESS", "[2@c.test] SUCCESS");
        assertThat(bodies()).containsExactly("one", "two");
        assertThat(report.left()).isOne();
        assertThat(report.stopped()).isFalse();
        assertThat(report.reason()).contains("not this one");
    }

    @Test
    void an_import_that_this_spool_stops_goes_on_where_it_was() throws Exception {
        elsewhere("one", "1@c.test");
        elsewhere("two", "2@c.test");
        elsewhere("three", "3@c.test");
        AtomicInteger stores = new AtomicInteger();
        rig.spool.fail(SpoolException.Kind.FULL, change -> change.equals("store") && stores.incrementAndGet() > 1);
        SpoolImport.Report cut = bring();
        assertThat(cut.count(ImportResult.SUCCESS)).isOne();
        assertThat(cut.count(ImportResult.WRITE_FAILURE)).isOne();
        assertThat(cut.left()).isEqualTo(2);
        assertThat(cut.reason()).contains("as the test wants it");
        assertThat(cut.stopped()).isTrue();
        rig.spool.fail(SpoolException.Kind.FULL, change -> false);
        SpoolImport.Report rest = bring();
        assertThat(rest.count(ImportResult.SUCCESS)).isEqualTo(2);
        assertThat(rest.left()).isZero();
        assertThat(bodies()).containsExactly("one", "three", "two");
    }

    @Test
    void a_message_that_is_here_but_was_not_removed_there_is_taken_once_even_after_a_restart() throws Exception {
        rig.queued("a@a.test", "x@b.test"); // so that one of theirs gets a new id
        elsewhere("one", "1@c.test");
        elsewhere("two", "2@c.test");
        Path before = copy(source, directory.resolve("before"));
        assertThat(bring().count(ImportResult.SUCCESS)).isEqualTo(2);
        rig.close(); // the process died before anything was removed there
        clear(source);
        copy(before, source);
        rig = here();
        Restart.of(rig);
        SpoolImport.Report again = bring();
        assertThat(again.count(ImportResult.SUCCESS)).isZero();
        assertThat(again.present()).isEqualTo(2);
        assertThat(again.left()).isZero();
        assertThat(bodies()).containsExactly("hello", "one", "two");
    }

    @Test
    void messages_that_share_a_body_there_share_it_here() throws Exception {
        elsewhere("shared ".repeat(10_000), "1@c.test", "2@d.test", "3@e.test");
        long there;
        try (JournalSpool other = JournalSpool.open(source, JournalOptions.DEFAULTS, surroundings())) {
            there = other.status().liveBytes();
        }
        SpoolImport.Report report = bring();
        assertThat(report.count(ImportResult.SUCCESS)).isEqualTo(3);
        assertThat(rig.stored()).hasSize(3);
        assertThat(rig.spool.status().liveBytes()).isLessThan(there + 2000).isLessThan(3 * 70_000);
        rig.spool.remove(rig.stored().get(0)).await();
        assertThat(bodies()).hasSize(2).allMatch(body -> body.startsWith("shared shared"));
    }

    @Test
    void a_message_whose_body_is_damaged_there_stays_there_and_the_others_come() throws Exception {
        elsewhere("spoilt", "1@c.test");
        elsewhere("sound", "2@c.test");
        Path journal;
        try (Stream<Path> files = Files.list(source)) {
            journal = files.filter(file -> file.toString().endsWith(".journal"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(journal);
        bytes[600] ^= 1;
        Files.write(journal, bytes);
        SpoolImport.Report report = bring();
        assertThat(report.count(ImportResult.READ_FAILURE)).isOne();
        assertThat(report.count(ImportResult.SUCCESS)).isOne();
        assertThat(report.left()).isOne();
        assertThat(report.reason()).contains("damaged");
        assertThat(bodies()).containsExactly("sound");
        assertThat(source.resolve("quarantine")).isNotEmptyDirectory();
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }
}
