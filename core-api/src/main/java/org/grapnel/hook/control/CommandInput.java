package org.grapnel.hook.control;

import org.osgi.annotation.versioning.ProviderType;

/** What comes to one command besides its arguments. */
@ProviderType
public interface CommandInput {
    /** Who asked. */
    Caller caller();

    /**
     * What the command to the left of the pipe showed; empty where there is none. Waits for that command to end.
     *
     * @return at most 16 MB of text
     * @throws CommandException when it is longer, or can't be read
     */
    String text() throws CommandException;
}
