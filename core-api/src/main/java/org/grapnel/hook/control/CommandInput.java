package org.grapnel.hook.control;

import org.osgi.annotation.versioning.ProviderType;

/** What comes to one command besides its arguments. */
@ProviderType
public interface CommandInput {
    /** Who asked. */
    Caller caller();

    /**
     * What the command to the left of the pipe showed; where there is none, what came with the line, such as the standard
     * input of {@code grapnel exec --stdin}; else empty. Waits for the command to the left to end.
     *
     * @return at most 16 MB of text
     * @throws CommandException when it is longer, or can't be read
     */
    String text() throws CommandException;
}
