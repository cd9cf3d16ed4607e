package org.grapnel.mta.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.hook.Handled;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.ControlAllowWritableConfig;
import org.grapnel.hook.control.ControlAllowWritableConfig2;
import org.grapnel.hook.control.ControlPostCommand;
import org.grapnel.hook.control.ControlPostControl;
import org.grapnel.hook.control.ControlPreCommand;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.control.ControlHarness.Seen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The five hooks of section 3, registered as services, see lines and change what they do. */
class ControlHooksTest {
    private final AtomicInteger changes = new AtomicInteger();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private ControlHarness control;

    @BeforeEach
    void start() {
        control = new ControlHarness(Limits.DEFAULT);
        control.command("queue:show", Syntax.NONE, false, (a, i) -> Answer.text("shown"));
        control.command("queue:drop", Syntax.NONE.required("ID", "an id"), true, (a, i) -> {
            changes.incrementAndGet();
            return Answer.done("dropped " + a.required("ID"));
        });
    }

    @AfterEach
    void stop() {
        control.close();
    }

    @Test
    void control_pre_command_can_answer_a_line_in_the_place_of_its_command() {
        control.register(ControlPreCommand.class, (line, caller, output) -> {
            if (!line.text().startsWith("queue:drop")) {
                return Optional.empty();
            }
            output.out("not today, " + caller.user() + "\n");
            return Optional.of(Handled.HANDLED);
        });
        assertThat(control.run("queue:drop 1")).isEqualTo(new Seen(0, "not today, ada\n", ""));
        assertThat(changes).hasValue(0);
        assertThat(control.run("queue:show").out()).isEqualTo("shown\n");
    }

    @Test
    void control_post_command_sees_each_line_once_with_its_status() {
        control.register(
                ControlPostCommand.class,
                (line, output) -> calls.add(
                        line.text() + " = " + output.status().orElseThrow() + ", " + output.written() + " characters"));
        control.run("queue:show; queue:show");
        control.run("nonsense");
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0)).isEqualTo("queue:show; queue:show = 0, 12 characters");
        assertThat(calls.get(1)).startsWith("nonsense = 127");
    }

    @Test
    void control_post_control_sees_each_command_of_a_line() {
        control.register(
                ControlPostControl.class,
                (command, arguments, input, output) -> calls.add(
                        command.name() + arguments.words() + input.caller().user()));
        control.run("queue:show; queue:drop 7 | count");
        assertThat(calls).containsExactlyInAnyOrder("queue:show[]ada", "queue:drop[7]ada", "text:count[]ada");
    }

    @Test
    void control_allow_writable_config2_refuses_by_arguments_and_caller() {
        control.register(ControlAllowWritableConfig2.class, (command, arguments, input, output) -> {
            calls.add("2");
            if (!arguments.first("ID").equals(Optional.of("7"))) {
                return Optional.empty();
            }
            output.err("7 is holy, " + input.caller().user() + "\n");
            return Optional.of(false);
        });
        control.register(ControlAllowWritableConfig.class, (command, output) -> {
            calls.add("1");
            return Optional.empty();
        });
        Seen seen = control.run("queue:drop 7");
        assertThat(seen.status()).isEqualTo(1);
        assertThat(seen.err()).startsWith("7 is holy, ada\nqueue:drop: refused");
        assertThat(changes).hasValue(0);
        assertThat(control.run("queue:drop 8").out()).isEqualTo("dropped 8\n");
        assertThat(calls).containsExactly("2", "2", "1");
    }

    @Test
    void control_allow_writable_config_refuses_commands_that_change_and_only_those() {
        var frozen = control.register(ControlAllowWritableConfig.class, (command, output) -> Optional.of(false));
        assertThat(control.run("queue:drop 1").status()).isEqualTo(1);
        assertThat(control.run("queue:show").status()).isZero();
        frozen.unregister();
        assertThat(control.run("queue:drop 1").status()).isZero();
        assertThat(changes).hasValue(1);
    }

    @Test
    void a_yes_of_control_allow_writable_config2_is_not_asked_again() {
        control.register(ControlAllowWritableConfig2.class, (command, arguments, input, output) -> Optional.of(true));
        control.register(ControlAllowWritableConfig.class, (command, output) -> Optional.of(false));
        assertThat(control.run("queue:drop 1").status()).isZero();
    }
}
