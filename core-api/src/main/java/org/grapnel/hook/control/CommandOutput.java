package org.grapnel.hook.control;

import java.util.OptionalInt;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes what the caller sees. Calls for one line never overlap. Bounded by the control service: what goes over the limit
 * ends the command line with an error.
 *
 * <p>ERRORS: {@link java.io.UncheckedIOException} when the caller went away.
 */
@ProviderType
public interface CommandOutput {
    /** Shows text as it stands; line ends are the writer's. */
    void out(String text);

    /** The same, for errors and remarks that are not part of an answer. */
    void err(String text);

    /** Characters shown so far, on both ways. */
    long written();

    /** The exit status; empty while the line runs, known in {@code control_post_command}. */
    OptionalInt status();

    /** An output for a face: hands each text on, and counts. Its status stays empty; {@link ControlService#run} returns it. */
    static CommandOutput to(Consumer<String> out, Consumer<String> err) {
        return new HandedOn(out, err);
    }
}
