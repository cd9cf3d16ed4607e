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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exchanges plugins for other copies of themselves, where that is the way to give them another configuration without a gap. */
final class Renewals implements Reconfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(Renewals.class);

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
        if (pid.indexOf('~') >= 0 && isShared(pid)) {
            LOG.warn(
                    "{}: several plugins have instances of this factory; it is changed in place, which may leave a gap",
                    pid);
            return renewed;
        }
        for (Deployment entry : book.deployments()) {
            Optional<LiveUnit> live = book.liveOf(entry.file());
            if (live.isEmpty()) {
                continue;
            }
            Map<String, Object> effective = properties.isEmpty()
                    ? live.get().unit().configurations().getOrDefault(pid, properties) // its own feature's again
                    : properties;
            if (exchange.restartsBy(live.get(), pid, effective.isEmpty())) {
                renew(entry, live.get(), pid, effective);
                renewed.add(live.get().toString());
            } else if (exchange.hasOwn(live.get(), pid)) {
                exchange.tell(live.get(), pid, effective);
            }
        }
        return renewed;
    }

    /** Then it can't be hidden from one without being hidden from the other. */
    private boolean isShared(String pid) {
        return book.deployments().stream()
                        .map(entry -> book.liveOf(entry.file()))
                        .flatMap(Optional::stream)
                        .mapToLong(live -> exchange.readersOf(live, pid))
                        .sum()
                > 1;
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
