package org.grapnel.mta.process;

import java.util.List;
import java.util.Locale;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.grapnel.mta.dispatch.Trails;

/** Who decided what. */
final class ExplainCommand {
    static final Syntax SYNTAX = Syntax.NONE.required("ID", "a session, transaction or message, as the log names it");

    private final Trails trails;

    ExplainCommand(Trails trails) {
        this.trails = trails;
    }

    Answer explain(Arguments arguments) throws CommandException {
        String id = arguments.required("ID").toUpperCase(Locale.ROOT);
        List<Trails.Decision> decisions = trails.of(id);
        if (decisions.isEmpty()) {
            throw new CommandException(id
                    + ": no handler decided anything about it, or it was too long ago: the trail keeps the last 20000");
        }
        Answer.Rows rows = Answer.rows("time", "hook!", "handler", "bundle", "version", "took", "answer");
        for (Trails.Decision decision : decisions) {
            rows.add(
                    decision.time(),
                    decision.hook(),
                    decision.handler().name(),
                    decision.handler().bundle(),
                    decision.handler().version(),
                    decision.took(),
                    decision.answer());
        }
        return rows.table();
    }
}
