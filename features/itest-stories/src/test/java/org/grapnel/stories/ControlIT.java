package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Finished;
import org.grapnel.testkit.FreePort;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators and their scripts see: the same commands over the control socket and through {@code bin/grapnel exec --json}. */
class ControlIT {
    /** All points of the catalogue of hooks. */
    private static final int POINTS = 141;

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static Instance grapnel;

    @BeforeEach
    void start() throws IOException {
        if (grapnel != null) return;
        grapnel = SCENE.start(Instance.setup()
                .plugin(Plugins.headerStamp(), "stamp.jar")
                .set("routes", "*=127.0.0.1:" + FreePort.next())
                .set("retry_interval", "1h"));
        Post.send(grapnel, "s@a.test", "x@b.test", "waiting");
        Await.until(
                Post.LIMIT,
                () -> grapnel.ask("queue:list").path(0).path("attempts").asInt() == 1,
                () -> "no attempt: " + grapnel.ask("queue:list"));
    }

    @Test
    void hook_list_names_every_point_and_its_handlers() {
        JsonNode rows = both("hook:list");

        Set<String> points = new HashSet<>();
        rows.forEach(row -> points.add(row.path("hook").asText()));
        assertThat(points).hasSize(POINTS).contains("validate_connect", "log_delivery_v1", "connection_goal");
        JsonNode stamp = row(rows, "handler", "header-stamp");
        assertThat(stamp.path("hook").asText()).isEqualTo("validate_data_spool_each_rcpt");
        assertThat(stamp.path("bundle").asText()).isEqualTo("org.grapnel.header-stamp");
        assertThat(stamp.path("version").asText()).isEqualTo("0.1.0");
        assertThat(stamp.path("calls").asInt()).isPositive();
        assertThat(stamp.path("faults").asInt()).isZero();
    }

    @Test
    void hook_list_narrows_to_a_part_of_a_name() {
        assertThat(both("hook:list each_rcpt"))
                .isNotEmpty()
                .allMatch(row -> row.path("hook").asText().contains("each_rcpt"));
    }

    @Test
    void bundle_list_shows_all_parts_active() {
        JsonNode rows = both("bundle:list");

        assertThat(rows).hasSizeGreaterThan(10);
        assertThat(rows.toString())
                .contains("org.grapnel.header-stamp", "org.grapnel.mta-core", "org.apache.felix.scr");
        assertThat(rows).allMatch(row -> Set.of("active", "attached")
                .contains(row.path("state").asText().toLowerCase(java.util.Locale.ROOT)));
    }

    @Test
    void deploy_list_shows_what_is_live() {
        JsonNode stamp = row(both("deploy:list"), "file", "stamp.jar");

        assertThat(stamp.path("state").asText()).isEqualTo("live");
        assertThat(stamp.path("bundle").asText()).isEqualTo("org.grapnel.header-stamp");
        assertThat(stamp.path("handlers").asInt()).isEqualTo(1);
    }

    @Test
    void queue_list_and_message_show_tell_of_a_waiting_mail() {
        JsonNode waiting = both("queue:list").path(0);

        assertThat(waiting.path("from").asText()).isEqualTo("s@a.test");
        assertThat(waiting.path("to").toString()).contains("x@b.test");
        assertThat(waiting.path("domain").asText()).isEqualTo("b.test");
        assertThat(waiting.path("lastError").asText()).startsWith("451 4.4.1");
        assertThat(Instant.parse(waiting.path("nextAttempt").asText())).isAfter(Instant.now());
        JsonNode shown = both("message:show " + waiting.path("id").asText());
        assertThat(shown.path("id")).isEqualTo(waiting.path("id"));
        assertThat(shown.path("attempts").asInt()).isEqualTo(1);
        assertThat(shown.path("headers").toString()).contains("\"Subject\"", "waiting", "X-Grapnel-Stamp", "Received");
        assertThat(both("queue:list nowhere.test")).isEmpty();
        assertThat(both("queue:summary").toString()).contains("b.test");
    }

    @Test
    void smtp_sessions_shows_who_is_connected() throws IOException {
        try (SmtpProbe probe = SmtpProbe.greeted(grapnel.smtp())) {
            probe.command("MAIL FROM:<s@a.test>").expect(250);

            JsonNode session = row(both("smtp:sessions"), "ehlo", "probe.test");
            assertThat(session.path("client").asText()).startsWith("127.0.0.1:");
            assertThat(session.path("phase").asText()).isEqualToIgnoringCase("transaction");
        }
        Await.until(
                Post.LIMIT,
                () -> grapnel.ask("smtp:sessions").isEmpty(),
                () -> "still there: " + grapnel.ask("smtp:sessions"));
    }

    @Test
    void help_lists_the_commands() {
        assertThat(grapnel.control("help").expectSuccess().out())
                .contains("hook:list", "queue:list", "queue:flush", "message:show", "deploy:list", "smtp:sessions");
        assertThat(grapnel.exec("help").expectSuccess().out()).contains("queue:flush");
    }

    @Test
    void mistakes_end_with_a_status_and_one_line() {
        assertRefused("frob:list", "frob:list");
        assertRefused("queue:lst", "queue:list");
        assertRefused("message:show", "ID");
        assertRefused("message:show 0000000000000", "no such message");
        assertRefused("message:show ../../etc/passwd", "../../etc/passwd");
        assertRefused("queue:list --limit many", "many");
        assertRefused("queue:list --frob", "frob");
        assertRefused("queue:flush --older soon", "soon");
    }

    /** The answer of a process, which must be that of the socket: but for the counts that time changes. */
    private static JsonNode both(String command) {
        JsonNode socket = grapnel.ask(command);
        JsonNode process = grapnel.exec(command).expectSuccess().json();
        assertThat(process.getNodeType()).isEqualTo(socket.getNodeType());
        assertThat(process.size()).isEqualTo(socket.size());
        return process;
    }

    private static JsonNode row(JsonNode rows, String key, String value) {
        Optional<JsonNode> found = StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.path(key).asText().equals(value))
                .findFirst();
        return found.orElseThrow(() -> new AssertionError("no row with " + key + "=" + value + ": " + rows));
    }

    private static void assertRefused(String command, String named) {
        for (Finished end : new Finished[] {grapnel.control(command), grapnel.exec(command)}) {
            assertThat(end.status()).as("%s: %s", command, end).isNotZero();
            assertThat(end.err()).as("%s: %s", command, end).contains(named).doesNotContain("Exception", "\tat ");
            assertThat(end.err().strip().lines()).as("%s: %s", command, end).hasSizeLessThanOrEqualTo(2);
        }
    }
}
