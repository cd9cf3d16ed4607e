package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.Handled;
import org.grapnel.hook.control.Caller;
import org.grapnel.hook.control.CommandOutput;
import org.grapnel.hook.control.ControlAllowWritableConfig;
import org.grapnel.hook.control.ControlAllowWritableConfig2;
import org.grapnel.hook.control.ControlPostControl;
import org.grapnel.hook.control.ControlPreCommand;
import org.grapnel.hook.control.ControlService;
import org.grapnel.hook.control.Format;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Whatever changes messages, queues or the spool can be refused by a handler, and is not done then. */
public class ControlHooksIT extends QueueStory {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private String id = "";

    @Before
    public void keepOneMessage() throws Exception {
        ask("queue:suspend --domain veto.test");
        send("x@veto.test", "stays as it is");
        id = awaitPlace("veto.test", "active").path("id").asText();
    }

    @After
    public void letItGo() {
        handlersLeave();
        ask("queue:delete --domain veto.test");
        ask("queue:resume --all");
    }

    private record Seen(int status, String out, String err) {}

    private Seen run(String line) {
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        int status = service(ControlService.class)
                .run(line, new Caller("tester", "test"), CommandOutput.to(out::append, err::append), Format.PLAIN);
        return new Seen(status, out.toString(), err.toString());
    }

    /** As an operator runs it. */
    private Seen exec(String line) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(context.getProperty("grapnel.home"), "bin/grapnel")
                                .toString(),
                        "exec",
                        line,
                        "--base",
                        base().toString())
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Seen(process.waitFor(), out, err);
    }

    private List<String> changes() {
        return List.of(
                "queue:flush",
                "queue:hold --domain veto.test",
                "queue:release --all",
                "queue:delay --by 2h --all",
                "queue:rebind alpha --all",
                "queue:reroute other.test --all",
                "queue:fail --all",
                "queue:delete --all",
                "queue:suspend --all",
                "queue:resume --all",
                "queue:shaping-reset veto.test",
                "message:hold " + id,
                "message:release " + id,
                "message:retry " + id,
                "message:fail --quiet " + id,
                "message:delete " + id,
                "spool:compact",
                "spool:import /nowhere");
    }

    @Test
    public void every_command_that_changes_something_can_be_refused_and_changes_nothing_then() throws Exception {
        handler(ControlAllowWritableConfig2.class, (command, arguments, input, output) -> {
            asked.add(command.name());
            output.err("change freeze until Monday\n");
            return Optional.of(false);
        });
        handler(ControlAllowWritableConfig.class, (command, output) -> {
            asked.add("asked although the other one had answered");
            return Optional.empty();
        });
        JsonNode before = queued("veto.test");
        for (String change : changes()) {
            Seen seen = run(change);
            assertThat(seen.status()).as(change).isOne();
            assertThat(seen.err())
                    .as(change)
                    .startsWith("change freeze until Monday")
                    .contains("refused");
            assertThat(seen.out()).as(change).isEmpty();
        }
        assertThat(asked)
                .containsExactlyElementsOf(
                        changes().stream().map(change -> change.split(" ")[0]).toList());
        Seen operator = exec("queue:delete --all");
        assertThat(operator.status()).isOne();
        assertThat(operator.err()).contains("change freeze until Monday", "queue:delete: refused");
        asked.clear();

        assertThat(queued("veto.test")).isEqualTo(before);
        assertThat(ask("queue:suspensions")).hasSize(1);
        for (String reading : List.of(
                "queue:list",
                "queue:summary",
                "queue:suspensions",
                "queue:shaping",
                "message:show " + id,
                "message:body " + id,
                "spool:status",
                "spool:check")) {
            assertThat(run(reading).status()).as(reading).isZero();
        }
        assertThat(asked).isEmpty();
    }

    @Test
    public void a_line_can_be_answered_in_the_place_of_its_command_and_each_command_is_told() throws Exception {
        handler(ControlPreCommand.class, (line, caller, output) -> {
            if (!line.text().startsWith("queue:delete")) {
                return Optional.empty();
            }
            output.out("not today, " + caller.face() + "\n");
            return Optional.of(Handled.HANDLED);
        });
        handler(
                ControlPostControl.class,
                (command, arguments, input, output) -> asked.add(command.name() + " " + arguments.all("ID")));
        assertThat(exec("queue:delete --all")).isEqualTo(new Seen(0, "not today, exec\n", ""));
        assertThat(exec("message:hold " + id + "; message:release " + id).status())
                .isZero();
        assertThat(asked).containsExactly("message:hold [" + id + "]", "message:release [" + id + "]");
        assertThat(queued("veto.test")).hasSize(1);
    }
}
