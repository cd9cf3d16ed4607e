package org.grapnel.hook.control;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One command. Register it as a service under this name, and it is there, in every face, with help, completion and
 * {@code --json}. Its descriptions are constant. Of two with one name the one of higher service ranking is used.
 *
 * <p>THREADS: safe for calls by many callers at once. A long command watches {@link Thread#interrupted()}.
 *
 * <p>EXAMPLE:
 *
 * <pre>{@code
 * public final class GreyCount implements ControlCommand {
 *     public String name() { return "grey:count"; }
 *     public String summary() { return "count the triplets that wait"; }
 *     public Syntax syntax() { return Syntax.NONE.option("older", "AGE", "only those older than this, such as 20m"); }
 *     public boolean changesState() { return false; }
 *     public Answer run(Arguments arguments, CommandInput input) throws CommandException {
 *         return Answer.details().with("waiting", store.count(arguments.duration("older", Duration.ZERO)));
 *     }
 * }
 * }</pre>
 */
@ConsumerType
public interface ControlCommand {
    /** {@code room:verb} in lower case, such as {@code queue:list}; a few of the engine's own have no room, such as {@code help}. */
    String name();

    /** What it does, as a line that begins with a verb in lower case and has no full stop. */
    String summary();

    /** Its arguments and options, without {@code --json} and {@code --help}, which every command has. */
    Syntax syntax();

    /** True when it changes configuration or state: {@code control_allow_writable_config} is asked first. */
    boolean changesState();

    /** Does it. Shows nothing: what is to be seen is in the answer. */
    Answer run(Arguments arguments, CommandInput input) throws CommandException;

    /**
     * For completion: values that an argument or option could have.
     *
     * @param parameter the name in the syntax, such as {@code ID}, or of the option, such as {@code older}
     * @param begin what was typed of it
     */
    default List<String> candidates(String parameter, String begin) {
        return List.of();
    }
}
