package org.grapnel.deployer;

import java.util.Optional;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;

/** {@code deploy:list}. */
final class ListCommand implements ControlCommand {
    private final Deployer deployer;

    ListCommand(Deployer deployer) {
        this.deployer = deployer;
    }

    @Override
    public String name() {
        return "deploy:list";
    }

    @Override
    public String summary() {
        return "list the plugins of the deploy directory, what is live of them and what failed";
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
        Answer.Rows rows = Answer.rows("file!", "state", "bundle", "version", "id", "handlers", "since", "problem");
        for (Deployment deployment : deployer.deployments()) {
            Optional<Live> live = deployment.live();
            rows.add(
                    deployment.file(),
                    state(deployment),
                    live.map(bundle -> bundle.jar().symbolicName()),
                    live.map(bundle -> bundle.jar().version().toString()),
                    live.map(bundle -> bundle.bundle().getBundleId()),
                    live.map(Live::handlers),
                    live.map(Live::since),
                    deployment.problem());
        }
        return rows.table();
    }

    private static Answer.Mark state(Deployment deployment) {
        if (deployment.problem().isEmpty()) {
            return Answer.good("live");
        }
        return deployment.live().isPresent() ? Answer.warn("outdated") : Answer.bad("failed");
    }
}
