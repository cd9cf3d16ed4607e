package org.grapnel.mta.bounce;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.bounce.DsnAction;
import org.grapnel.hook.bounce.DsnAnswer;
import org.grapnel.hook.bounce.GenerateBounces;
import org.grapnel.hook.bounce.GenerateRfc3464Message;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.mta.config.QueueOptions;
import org.grapnel.mta.config.ServerOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.reception.Outcome;
import org.grapnel.mta.reception.Reception;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the sender of a message that recipients have failed. Safe for use by any thread. */
public final class Bounces {
    private static final Logger LOG = LoggerFactory.getLogger(Bounces.class);
    private static final Sender NULL_SENDER = new Sender(MailAddress.NULL_SENDER, Map.of()); // RFC 3464 2

    private final Supplier<Settings> settings;
    private final Reception reception;
    private final Clock clock;

    public Bounces(Supplier<Settings> settings, Reception reception, Clock clock) {
        this.settings = settings;
        this.reception = reception;
        this.clock = clock;
    }

    /**
     * Sends one notice for all these failures of a message, where there shall be one.
     *
     * @return true when the failures may become final: the notice is on stable storage, or none is due
     */
    public boolean failed(Hooks hooks, Message message, List<Failure> failures) {
        if (message.sender().isNullSender()) { // RFC 5321 6.1: a notice about a notice would never end
            LOG.info("{}: no notice of failure, its sender is <>", message.id());
            return true;
        }
        boolean wanted = hooks.call(GenerateBounces.POINT, message).orElseGet(() -> settings.get()
                .get(QueueOptions.GENERATE_BOUNCES, message.routingDomain(), message.binding()));
        if (!wanted) {
            return true;
        }
        Optional<DsnAnswer> answer = hooks.call(GenerateRfc3464Message.POINT, message, DsnAction.FAILED);
        if (answer.isPresent() && answer.get() instanceof DsnAnswer.None) {
            return true;
        }
        byte[] mail = answer.isPresent() && answer.get() instanceof DsnAnswer.Finished finished
                ? finished.mail().copy()
                : new DsnWriter(hooks, message, settings.get().get(ServerOptions.HOSTNAME), clock.instant())
                        .failed(failures);
        Outcome outcome = reception.generate(NULL_SENDER, new Recipient(message.sender(), Map.of()), mail);
        if (!outcome.accepted()) {
            LOG.warn("{}: the notice of failure was not taken: {}", message.id(), outcome.reply());
        }
        return outcome.accepted() || outcome.reply().isPermanent();
    }
}
