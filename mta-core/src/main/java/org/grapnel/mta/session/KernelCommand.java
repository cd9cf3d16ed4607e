package org.grapnel.mta.session;

import java.io.IOException;
import java.util.Map;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

/** One line of our table as the kernel's command handler holds it: it finds the exchange of the kernel's session and runs the verb. */
final class KernelCommand extends BaseCommand {
    private final Verbs.Verb verb;
    private final Map<Session, Exchange> exchanges;

    KernelCommand(Verbs.Verb verb, Map<Session, Exchange> exchanges) {
        super(verb.name(), verb.usage());
        this.verb = verb;
        this.exchanges = exchanges;
    }

    @Override
    public void execute(String line, Session session) throws IOException {
        Exchange exchange = exchanges.get(session);
        if (exchange == null) {
            throw new IllegalStateException(
                    verb.name() + ": the kernel runs a session that the listener did not begin");
        }
        Verbs.run(verb, exchange, line);
    }
}
