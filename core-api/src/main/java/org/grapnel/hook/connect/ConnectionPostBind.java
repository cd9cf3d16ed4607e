package org.grapnel.hook.connect;

import java.net.Socket;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.Host;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Prepares an outbound socket, or stops it.
 *
 * <p>WHEN: after bind() to the Binding's local address, or to any where it has none, and before connect(). Once for
 * each Host that is tried.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; fail = the socket is closed, the attempt counts as {@link
 * ConnectionFailure#ABORTED}. The socket's options may be set; it must not be connected or closed.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: the connection is stopped; the Messages are tried later.
 *
 * <p>EXAMPLE: {@code (domain, binding, socket, destination) -> { setTrafficClass(socket, 0x08); return
 * Verdict.CONTINUE; }}
 */
@Hook(
        name = "connection_post_bind",
        kind = HookKind.VERDICT,
        thread = HookThread.DELIVERY,
        when = "after bind() to the binding's local address, before connect()",
        byDefault = "the socket is connected")
@ConsumerType
@FunctionalInterface
public interface ConnectionPostBind {
    HookPoint.Of4<ConnectionPostBind, Domain, Binding, Socket, Host, Verdict.OfOperation> POINT = HookPoint.verdict(
            ConnectionPostBind.class,
            ConnectionPostBind::connectionPostBind,
            Verdict.fail("a connection handler failed"));

    Verdict.OfOperation connectionPostBind(Domain domain, Binding binding, Socket socket, Host destination);
}
