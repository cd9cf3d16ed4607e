package org.grapnel.deployer;

import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;

/** {@code deploy:history}. */
final class HistoryCommand implements ControlCommand {
    private final History history;

    HistoryCommand(History history) {
        this.history = history;
    }

    @Override
    public String name() {
        return "deploy:history";
    }

    @Override
    public String summary() {
        return "show what was deployed, replaced and removed since the start, oldest first";
    }

    @Override
    public Syntax syntax() {
        return Syntax.NONE;
    }

    @Override
    public boolean changesState() {
        return false;
    }

    @Override
    public Answer run(Arguments arguments, CommandInput input) {
        Answer.Rows rows = Answer.rows("time!", "file", "result", "what!");
        for (Event event : history.events()) {
            rows.add(
                    event.time(),
                    event.file(),
                    event.good() ? Answer.good("done") : Answer.bad("failed"),
                    event.text());
        }
        return rows.table();
    }
}
