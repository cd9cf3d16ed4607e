package org.grapnel.mta.process;

import java.util.List;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.session.TlsState;
import org.grapnel.mta.session.Listener;
import org.grapnel.mta.session.SmtpSession;

/** Who is connected. */
final class SessionCommands {
    private final List<Listener> listeners;

    SessionCommands(List<Listener> listeners) {
        this.listeners = listeners;
    }

    Answer list(Arguments arguments) {
        Answer.Rows rows = Answer.rows("id!", "listener", "client", "ehlo", "phase", "tls", "accepted", "started");
        for (Listener listener : listeners) {
            for (SmtpSession session : listener.sessions()) {
                rows.add(
                        session.id(),
                        session.listener(),
                        session.remoteAddress().getAddress().getHostAddress() + ":"
                                + session.remoteAddress().getPort(),
                        session.ehloName().orElse(""),
                        session.phase(),
                        session.tls().map(TlsState::protocol).orElse(""),
                        session.accepted(),
                        session.started());
            }
        }
        return rows.table();
    }
}
