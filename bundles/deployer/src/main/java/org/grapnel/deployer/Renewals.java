package org.grapnel.deployer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.deployer.gate.DeployException;
import org.grapnel.deployer.gate.Generations;
import org.grapnel.deployer.gate.Intake;
import org.grapnel.deployer.gate.Unit;
import org.grapnel.deployer.live.Exchange;
import org.grapnel.deployer.live.LiveUnit;
import org.grapnel.hook.Reconfiguration;

/** Exchanges plugins for other copies of themselves, where that is the way to give them another configuration without a gap. */
final class Renewals implements Reconfiguration {
    private final Worker worker;
    private final Book book;
    private final Exchange exchange;
    private final Intake intake;
    private final Generations generations;
    private final Deployer deployer;

    Renewals(Worker worker, Book book, Exchange exchange, Intake intake, Generations generations, Deployer deployer) {
        this.worker = worker;
        this.book = book;
        this.exchange = exchange;
        this.intake = intake;
        this.generations = generations;
        this.deployer = deployer;
    }

    @Override
    public List<String> prepare(String pid, Map<String, Object> properties) throws IOException {
        try {
            return worker.ask(() -> renewAll(pid, properties));
        } catch (DeployException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private List<String> renewAll(String pid, Map<String, Object> properties) throws DeployException {
        List<String> renewed = new ArrayList<>();
        for (Deployment entry : book.deployments()) {
            Optional<LiveUnit> live = book.liveOf(entry.file());
            if (live.isPresent() && exchange.restartsBy(live.get(), pid)) {
                renew(entry, live.get(), pid, properties);
                renewed.add(live.get().toString());
            }
        }
        return renewed;
    }

    private void renew(Deployment entry, LiveUnit live, String pid, Map<String, Object> properties)
            throws DeployException {
        String version = live.unit().version();
        try {
            Unit copy = intake.take(generations.copy(entry.file(), live.unit().generation()), entry.file());
            LiveUnit now = exchange.renew(copy, live, pid, properties);
            book.put(entry.renewed(now));
            deployer.tell(
                    "configure",
                    pid,
                    entry.file(),
                    Optional.of(live),
                    version,
                    now + " is live with its new configuration");
        } catch (DeployException e) {
            deployer.fail(
                    "configure",
                    pid,
                    entry.file(),
                    Optional.of(live),
                    version,
                    live + " does not come up with the new configuration " + pid + ": " + e.getMessage()
                            + "; it goes on with the one before");
            throw e.within(live + ": ");
        }
    }
}
