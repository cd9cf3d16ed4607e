package org.grapnel.hook.session;

import java.util.Optional;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Reply;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Serves a verb that the engine does not know.
 *
 * <p>WHEN: each command line whose verb the engine does not know, before it counts as an error.
 *
 * <p>ANSWER: the reply; the command then counts as served, unless the reply is 5xx. The line is as it came, without
 * its CRLF; it is hostile input.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: counts as no answer.
 *
 * <p>EXAMPLE: {@code (session, line) -> line.text().equals("XPING") ? Optional.of(Reply.of(250, "2.0.0", "pong")) :
 * Optional.empty()}
 */
@Hook(
        name = "unrecognized_command",
        kind = HookKind.FIRST,
        thread = HookThread.SESSION,
        when = "a verb that the engine does not know",
        byDefault = "500 5.5.1, and the error counts towards the session's limit")
@ConsumerType
@FunctionalInterface
public interface UnrecognizedCommand {
    HookPoint.Of2<UnrecognizedCommand, Session, Bytes, Optional<Reply>> POINT =
            HookPoint.first(UnrecognizedCommand.class, UnrecognizedCommand::unrecognizedCommand);

    Optional<Reply> unrecognizedCommand(Session session, Bytes commandLine);
}
