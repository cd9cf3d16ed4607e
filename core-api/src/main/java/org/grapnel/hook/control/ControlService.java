package org.grapnel.hook.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs every command line of every face.
 *
 * <p>THREADS: safe for use by any thread. {@link #run} works on the caller's thread, and the parts of a pipe on threads
 * of their own; to end a line early, interrupt the thread that is inside {@code run}.
 */
@ProviderType
public interface ControlService {
    /**
     * Runs one line and shows what it answers. Errors are shown too, not thrown.
     *
     * @param line at most 64 KB of UTF-8; an empty line does nothing
     * @return the exit status: 0 done, 1 failed, 2 not understood, 127 no such command, 130 interrupted
     */
    default int run(String line, Caller caller, CommandOutput output, Format format) {
        return run(line, "", caller, output, format);
    }

    /**
     * The same for a line that something comes to besides its words.
     *
     * @param input what the first command of a pipe reads, at most 16 MB; see {@link CommandInput#text}
     */
    int run(String line, String input, Caller caller, CommandOutput output, Format format);

    /**
     * What the word at the cursor could become, in alphabetic order.
     *
     * @param cursor index in the text, 0 to its length
     * @return at most 1,000 whole words, each to stand in place of the one at the cursor
     */
    List<String> complete(String text, int cursor);
}
