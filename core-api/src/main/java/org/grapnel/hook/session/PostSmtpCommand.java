package org.grapnel.hook.session;

import org.grapnel.hook.Bytes;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells of each command line that a client sent.
 *
 * <p>WHEN: after each complete inbound command line was dealt with and before its reply leaves, valid or not. Lines of
 * message data, BDAT chunks and AUTH responses are no command lines.
 *
 * <p>ANSWER: none; a handler may end the session with {@code context.disconnect()}. The line is as it came, without
 * its CRLF; it is hostile input. In place of what follows the mechanism's name in AUTH, and of lines that may be meant for an AUTH
 * exchange that was refused, {@code ***} stands.
 *
 * <p>THREADS: the session's thread; calls for one session never overlap, those of many sessions do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (session, line, context) -> { if (line.size() > 500) log.warn("{}: long command", session.id());
 * }}
 */
@Hook(
        name = "post_smtp_command",
        kind = HookKind.OBSERVE,
        thread = HookThread.SESSION,
        when = "after each complete inbound command line",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface PostSmtpCommand {
    HookPoint.Of3<PostSmtpCommand, Session, Bytes, ValidationContext, Void> POINT =
            HookPoint.observe(PostSmtpCommand.class, PostSmtpCommand::postSmtpCommand);

    void postSmtpCommand(Session session, Bytes commandLine, ValidationContext context);
}
