package org.grapnel.mta.control.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Format;
import org.junit.jupiter.api.Test;

class AnswersForPeopleAndMachinesTest {
    private static final Answer.Table QUEUE = Answer.rows(
                    "domain", "active", "size", "oldest", "nextAttempt", "state", "lastReply")
            .add(
                    "example.com",
                    12,
                    new Answer.Size(1_400_000),
                    Duration.ofMinutes(134),
                    Instant.parse("2026-11-22T12:03:04Z"),
                    Answer.good("open"),
                    Optional.empty())
            .add(
                    "a-very-long-name-of-a-domain.subdomain.example.org",
                    1_204,
                    new Answer.Size(512),
                    Duration.ofMillis(12_300),
                    Instant.parse("2026-11-22T12:03:04Z"),
                    Answer.bad("down"),
                    Optional.of("451 4.7.1 Greylisted, please come back in five minutes or so"))
            .table();

    private static String show(Answer answer, int width, boolean color) {
        StringBuilder text = new StringBuilder();
        new Show(new Format(false, width, color), ZoneOffset.UTC).answer(answer, text::append);
        return text.toString();
    }

    private static String json(Answer answer) {
        StringBuilder text = new StringBuilder();
        new Show(Format.JSON, ZoneOffset.UTC).answer(answer, text::append);
        return text.toString();
    }

    @Test
    void a_table_fits_120_columns() {
        assertThat(show(QUEUE, 120, false))
                .isEqualTo(
                        """
                DOMAIN                             ACTIVE    SIZE  OLDEST  NEXT ATTEMPT         STATE  LAST REPLY
                example.com                            12  1.4 MB  2h 14m  2026-11-22 12:03:04  open   –
                a-very-long-name-of-a-domain.sub…    1204   512 B  12.3 s  2026-11-22 12:03:04  down   451 4.7.1 Greylisted, please come
                                                                                                       back in five minutes or so
                """);
    }

    @Test
    void no_line_is_wider_than_the_terminal() {
        Answer.Table modest = Answer.rows("id!", "from", "reason")
                .add("0123456789abcdef", "somebody.with.a.long.name@example.com", "x ".repeat(100))
                .table();
        for (int width : new int[] {60, 80, 120, 200}) {
            assertThat(show(modest, width, false).lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        }
        assertThat(show(modest, 60, false)).contains("0123456789abcdef");
    }

    @Test
    void columns_without_anything_are_left_out_where_a_table_is_too_wide() {
        Answer.Table table = Answer.rows("file!", "state", "previous", "shadow", "problem")
                .add("a-plugin.jar", Answer.good("live"), Optional.empty(), "", Optional.empty())
                .table();
        assertThat(show(table, 60, false))
                .isEqualTo(
                        """
                FILE          STATE  PREVIOUS  SHADOW  PROBLEM
                a-plugin.jar  live   –                 –
                """);
        assertThat(show(table, 40, false))
                .isEqualTo(
                        """
                FILE          STATE
                a-plugin.jar  live
                """);
        assertThat(show(Answer.rows("file!", "state", "problem").table(), 10, false))
                .isNotBlank();
    }

    @Test
    void what_does_not_fit_goes_on_further_lines_and_states_are_never_cut() {
        Answer.Table hooks = Answer.rows("room", "hook!", "kind", "handler", "bundle", "state", "calls", "mean")
                .add(
                        "reception",
                        "validate_data_spool_each_rcpt",
                        HookKind.VERDICT,
                        "header-stamp",
                        "org.grapnel.header-stamp",
                        Answer.good("in force"),
                        12,
                        Duration.ofMillis(3))
                .table();
        assertThat(show(hooks, 80, false))
                .isEqualTo(
                        """
                ROOM       HOOK                           KIND     HANDLER
                    BUNDLE                    STATE     CALLS  MEAN
                reception  validate_data_spool_each_rcpt  verdict  header-stamp
                    org.grapnel.header-stamp  in force     12  3 ms
                """);
        for (int width = 40; width < 140; width++) {
            int now = width;
            assertThat(show(hooks, width, false).lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(now));
            assertThat(show(hooks, width, false)).contains("in force", "verdict");
        }
    }

    @Test
    void details_are_aligned_and_sections_are_indented() {
        Answer details = Answer.details()
                .with("symbolicName", "org.grapnel.shell")
                .with("startLevel", 5)
                .with("recipients", List.of("a@example.com", "b@example.com"))
                .with(
                        "headers",
                        Answer.details().with("Bundle-Name", "Grapnel shell").with("Bundle-License", "Apache-2.0"))
                .with("services", Answer.table("id", "types").row(12, List.of("A", "B")))
                .with("imports", Answer.table("package"));
        assertThat(show(details, 80, false))
                .isEqualTo(
                        """
                symbolic name  org.grapnel.shell
                start level    5
                recipients     a@example.com
                               b@example.com

                headers
                  Bundle-Name     Grapnel shell
                  Bundle-License  Apache-2.0

                services
                  ID  TYPES
                  12  A, B

                imports
                  none
                """);
    }

    @Test
    void colour_is_there_only_when_asked_for_and_does_not_move_columns() {
        String colored = show(QUEUE, 120, true);
        assertThat(colored).contains("\u001b[32mopen", "\u001b[31mdown", "\u001b[1mDOMAIN");
        assertThat(colored.replaceAll("\u001b\\[\\d+m", "").replaceAll("(?m) +$", ""))
                .isEqualTo(show(QUEUE, 120, false));
    }

    @Test
    void control_characters_of_peers_never_reach_a_terminal() {
        String evil = "250 ok\u001b[2J\r\n\u009b31m\u202egpj.exe\u0000";
        assertThat(show(Answer.table("reply").row(evil), 120, true))
                .contains("250 ok\\x1b[2J\\r\\n\\x9b31m\\u202egpj.exe\\x00")
                .doesNotContain("\u001b[2J", "\u009b", "\u202e");
        assertThat(show(Answer.text("a\u001b]0;title\u0007\n\tb"), 80, false)).isEqualTo("a\\x1b]0;title\\x07\n\tb\n");
        assertThat(show(Answer.done("x\ny"), 80, false)).isEqualTo("x\\ny\n");
    }

    @Test
    void wide_characters_take_two_columns() {
        assertThat(show(Answer.rows("name", "n").add("日本", 1).add("abcd", 2).table(), 80, false))
                .isEqualTo(
                        """
                NAME  N
                日本  1
                abcd  2
                """);
    }

    @Test
    void json_has_stable_keys_and_typed_values() {
        assertThat(json(QUEUE).lines().toList()).hasSize(1);
        assertThat(json(QUEUE))
                .startsWith("[{\"domain\":\"example.com\",\"active\":12,\"size\":1400000,\"oldest\":8040,"
                        + "\"nextAttempt\":\"2026-11-22T12:03:04Z\",\"state\":\"open\",\"lastReply\":null},{");
        assertThat(json(Answer.details()
                        .with("ratio", new Answer.Ratio(0.125))
                        .with("took", Duration.ofMillis(1_500))
                        .with("unit", TimeUnit.DAYS)
                        .with("flag", true)
                        .with("nan", Double.NaN)
                        .with("rows", Answer.table("a").row(List.of(1, "x")))))
                .isEqualTo(
                        "{\"ratio\":0.125,\"took\":1.5,\"unit\":\"days\",\"flag\":true,\"nan\":null,\"rows\":[{\"a\":[1,\"x\"]}]}\n");
        assertThat(json(Answer.done("it is done"))).isEqualTo("{\"done\":\"it is done\"}\n");
        assertThat(json(Answer.text("a\u001b\n"))).isEqualTo("\"a\\u001B\\n\"\n");
        assertThat(json(Answer.table("a"))).isEqualTo("[]\n");
    }

    @Test
    void quantities_read_well() {
        assertThat(Quantities.size(new Answer.Size(999))).isEqualTo("999 B");
        assertThat(Quantities.size(new Answer.Size(999_960))).isEqualTo("1.0 MB");
        assertThat(Quantities.size(new Answer.Size(123_456_789))).isEqualTo("123 MB");
        assertThat(Quantities.size(new Answer.Size(-1))).isEqualTo("-1 B");
        assertThat(Quantities.duration(Duration.ZERO)).isEqualTo("0 ms");
        assertThat(Quantities.duration(Duration.ofMillis(450))).isEqualTo("450 ms");
        assertThat(Quantities.duration(Duration.ofSeconds(245))).isEqualTo("4m 05s");
        assertThat(Quantities.duration(Duration.ofHours(76))).isEqualTo("3d 04h");
        assertThat(Quantities.number(2.50004)).isEqualTo("2.5");
        assertThat(Quantities.number(1e20)).isEqualTo("100000000000000000000");
        assertThat(Quantities.ratio(new Answer.Ratio(0.125))).isEqualTo("12.5 %");
    }
}
