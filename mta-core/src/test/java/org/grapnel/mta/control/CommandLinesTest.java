package org.grapnel.mta.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandOutput;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Format;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.control.ControlHarness.Seen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines through the real Gogo runtime. */
class CommandLinesTest {
    private static final Limits LIMITS = new Limits(64 * 1024, 100_000, 50_000, Duration.ofMinutes(1));

    @TempDir
    Path dir;

    private ControlHarness control;

    @BeforeEach
    void start() {
        control = new ControlHarness(LIMITS);
        control.command(
                "queue:list",
                Syntax.NONE.optional("DOMAIN", "a domain").option("limit", "N", "rows"),
                false,
                (a, i) -> {
                    Answer.Rows rows = Answer.rows("domain", "messages");
                    for (long n = 0; n < a.number("limit", 3, 0, 100_000); n++) {
                        rows.add(a.first("DOMAIN").orElse("d" + n + ".example"), n);
                    }
                    return rows.table();
                });
        control.command("queue:fail", Syntax.NONE, false, (a, i) -> {
            throw new CommandException("the queue is asleep – wake it");
        });
        control.command(
                "echo:words",
                Syntax.NONE.any("WORD", "words"),
                false,
                (a, i) -> Answer.text(String.join("|", a.words())));
    }

    @AfterEach
    void stop() {
        control.close();
    }

    @Test
    void a_table_is_aligned_for_people() {
        assertThat(control.run("queue:list"))
                .isEqualTo(new Seen(
                        0,
                        """
                DOMAIN      MESSAGES
                d0.example         0
                d1.example         1
                d2.example         2
                """,
                        ""));
    }

    @Test
    void json_comes_by_the_request_or_by_the_command_line() {
        String rows = "[{\"domain\":\"d0.example\",\"messages\":0}]\n";
        assertThat(control.run("queue:list --limit 1", Format.JSON).out()).isEqualTo(rows);
        assertThat(control.run("queue:list --json --limit 1").out()).isEqualTo(rows);
    }

    @Test
    void commands_joined_by_a_semicolon_all_show_their_answers_in_order() {
        Seen seen = control.run("echo:words a; echo:words b; echo:words c");
        assertThat(seen).isEqualTo(new Seen(0, "a\nb\nc\n", ""));
    }

    @Test
    void a_failure_ends_the_line() {
        Seen seen = control.run("echo:words a; queue:fail; echo:words never");
        assertThat(seen).isEqualTo(new Seen(1, "a\n", "queue:fail: the queue is asleep – wake it\n"));
    }

    @Test
    void text_runs_through_pipes() {
        assertThat(control.run("queue:list --limit 20 | grep 'd1[0-9]' | count").out())
                .isEqualTo("10\n");
        assertThat(control.run("queue:list | head -n 2 | tail -n 1").out()).isEqualTo("d0.example         0\n");
    }

    @Test
    void the_first_command_of_a_pipe_reads_what_came_with_the_line() {
        control.command("echo:input", Syntax.NONE, false, (arguments, input) -> Answer.text("<" + input.text() + ">"));
        Format plain = new Format(false, 80, false);
        assertThat(control.run("echo:input", "a\nb", plain).out()).isEqualTo("<a\nb>\n");
        assertThat(control.run("echo:input", plain).out()).isEqualTo("<>\n");
        assertThat(control.run("count", "a\nb\n", plain).out()).isEqualTo("2\n");
        assertThat(control.run("echo:input | echo:input", "a", plain).out()).startsWith("<<a>");
    }

    @Test
    void an_answer_that_is_a_failure_all_the_same_is_shown_and_the_status_is_not_zero() {
        control.command("echo:half", Syntax.NONE, false, (arguments, input) -> {
            throw new CommandException("one failed", Answer.details().with("done", 1));
        });
        assertThat(control.run("echo:half")).isEqualTo(new Seen(1, "done  1\n", "echo:half: one failed\n"));
        Seen json = control.run("echo:half", new Format(true, 80, false));
        assertThat(json.out()).isEqualTo("{\"done\":1}\n");
        assertThat(json.status()).isOne();
    }

    @Test
    void a_failure_inside_a_pipe_is_the_failure_of_the_line_and_told_once() {
        Seen seen = control.run("queue:fail | count");
        assertThat(seen.status()).isEqualTo(1);
        assertThat(seen.err()).isEqualTo("queue:fail: the queue is asleep – wake it\n");
    }

    @Test
    void variables_keep_answers_and_show_nothing_when_set() {
        Seen seen = control.run("x = (echo:words kept); echo:words before; echo:words $x");
        assertThat(seen.out()).isEqualTo("before\nkept\n");
    }

    @Test
    void an_answer_can_be_redirected_into_a_file() throws Exception {
        Path file = dir.resolve("out.txt");
        assertThat(control.run("queue:list --limit 1 > '" + file + "'")).isEqualTo(new Seen(0, "", ""));
        assertThat(Files.readString(file)).contains("d0.example");
    }

    @Test
    void stars_and_braces_reach_the_command_as_they_are() {
        assertThat(control.run("echo:words *.example.com 'two words' \"a;b\"").out())
                .isEqualTo("*.example.com|two words|a;b\n");
    }

    @Test
    void an_unknown_command_has_status_127_and_a_suggestion() {
        assertThat(control.run("queue:lst"))
                .isEqualTo(new Seen(127, "", "no such command: queue:lst – did you mean queue:list?\n"));
        assertThat(control.run("xyzzy")).isEqualTo(new Seen(127, "", "no such command: xyzzy – see help\n"));
    }

    @Test
    void a_wrong_option_or_number_has_status_2_and_shows_the_usage() {
        Seen seen = control.run("queue:list --limt 3");
        assertThat(seen.status()).isEqualTo(2);
        assertThat(seen.err()).contains("no such option: --limt", "usage: queue:list [--limit N] [DOMAIN]");
        assertThat(control.run("queue:list --limit many").err()).contains("limit: many is not a whole number from 0");
    }

    @Test
    void a_line_that_can_not_be_read_has_status_2() {
        assertThat(control.run("queue:list (").status()).isEqualTo(2);
        assertThat(control.run("echo:words 'open").status()).isEqualTo(2);
    }

    @Test
    void errors_are_json_where_answers_are() {
        assertThat(control.run("queue:fail", Format.JSON).err())
                .isEqualTo("{\"error\":\"queue:fail: the queue is asleep – wake it\",\"status\":1}\n");
    }

    @Test
    void a_fault_of_a_command_is_told_as_such() {
        control.command("queue:bug", Syntax.NONE, false, (a, i) -> {
            throw new IllegalStateException("oops");
        });
        Seen seen = control.run("queue:bug");
        assertThat(seen.status()).isEqualTo(1);
        assertThat(seen.err())
                .startsWith("queue:bug: a fault of the command, not of yours: ")
                .contains("oops");
    }

    @Test
    void a_line_over_64_KB_is_refused() {
        Seen seen = control.run("echo:words " + "ä".repeat(33_000));
        assertThat(seen.status()).isEqualTo(2);
        assertThat(seen.err()).contains("longer than 64 KB");
    }

    @Test
    void an_output_over_the_limit_ends_with_an_error() {
        Seen seen = control.run("queue:list --limit 50000");
        assertThat(seen.status()).isEqualTo(1);
        assertThat(seen.out().length()).isLessThanOrEqualTo(100_000);
        assertThat(seen.err()).contains("the output is longer than");
    }

    @Test
    void a_pipe_over_the_limit_ends_with_an_error() {
        Seen seen = control.run("queue:list --limit 50000 | count");
        assertThat(seen.status()).isEqualTo(1);
        assertThat(seen.err()).contains("what comes through the pipe is longer than");
    }

    @Test
    void a_caller_who_goes_away_interrupts_the_command() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        control.command("slow:wait", Syntax.NONE, false, (a, i) -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw new CommandException("interrupted");
            }
            return Answer.done("never");
        });
        AtomicInteger status = new AtomicInteger();
        Thread caller = new Thread(() -> status.set(control.run("slow:wait").status()));
        caller.start();
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
        caller.interrupt();
        caller.join(20_000);
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(status).hasValue(130);
    }

    @Test
    void a_caller_whose_socket_breaks_ends_the_line() {
        AtomicBoolean ran = new AtomicBoolean();
        control.command("later:on", Syntax.NONE, false, (a, i) -> {
            ran.set(true);
            return Answer.done("x");
        });
        CommandOutput broken = CommandOutput.to(
                text -> {
                    throw new java.io.UncheckedIOException(new java.io.IOException("broken pipe"));
                },
                text -> {
                    throw new java.io.UncheckedIOException(new java.io.IOException("broken pipe"));
                });
        int status = control.service().run("queue:list; later:on", ControlHarness.CALLER, broken, Format.PLAIN);
        assertThat(status).isEqualTo(130);
        assertThat(ran).isFalse();
    }

    @Test
    void help_lists_rooms_and_shows_a_page() {
        assertThat(control.run("help").out())
                .contains("queue\n  queue:fail  do queue:fail\n  queue:list  do queue:list\n", "general\n  help");
        assertThat(control.run("help queue:list").out())
                .contains("usage          queue:list [--limit N] [DOMAIN]", "  DOMAIN  a domain", "  --limit N  rows");
        assertThat(control.run("queue:list --help").out())
                .isEqualTo(control.run("help queue:list").out());
        assertThat(control.run("help queue:lis").err()).contains("did you mean queue:list?");
    }

    @Test
    void a_command_that_leaves_is_unknown_and_one_that_ranks_higher_wins() {
        var first = control.register(
                ControlCommand.class,
                new ControlHarness.Made("a:b", Syntax.NONE, false, (a, i) -> Answer.text("first")));
        var second = control.register(
                ControlCommand.class,
                new ControlHarness.Made("a:b", Syntax.NONE, false, (a, i) -> Answer.text("second")),
                5);
        assertThat(control.run("a:b").out()).isEqualTo("second\n");
        second.unregister();
        assertThat(control.run("a:b").out()).isEqualTo("first\n");
        first.unregister();
        assertThat(control.run("a:b").status()).isEqualTo(127);
    }

    @Test
    void words_are_completed() {
        var service = control.service();
        assertThat(service.complete("que", 3)).containsExactly("queue:fail", "queue:list");
        assertThat(service.complete("queue:list --", 13)).containsExactly("--help", "--json", "--limit");
        assertThat(service.complete("queue:list D", 12)).containsExactly("DOMAIN-two");
        assertThat(service.complete("queue:list --limit l", 20)).containsExactly("limit-one", "limit-two");
        assertThat(service.complete("queue:list | gr", 15)).isEmpty();
        assertThat(service.complete("queue:list | te", 15)).contains("text:grep");
        assertThat(service.complete("help echo", 9)).containsExactly("echo:words");
        assertThat(service.complete("x", 99)).isEmpty();
    }
}
