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
import org.grapnel.hook.bounce.GenerateSoftBounceMessage;
import org.grapnel.hook.bounce.PostGenerateRfc3464Message;
import org.grapnel.hook.bounce.PostGenerateSoftBounceMessage;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.mta.config.QueueOptions;
import org.grapnel.mta.config.ServerOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.mail.StatusRequests;
import org.grapnel.mta.reception.Outcome;
import org.grapnel.mta.reception.Reception;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the sender of a message what became of recipients: that they failed, and what else he asked for. Safe for use by any thread. */
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
    public boolean failed(Hooks hooks, Message message, List<Report> failures) {
        return tell(hooks, message, DsnAction.FAILED, failures);
    }

    /**
     * Sends one notice about all these recipients, where there shall be one.
     *
     * @return true when the notice is on stable storage, or none is due
     */
    public boolean tell(Hooks hooks, Message message, DsnAction action, List<Report> reports) {
        List<Report> asked = reports.stream()
                .filter(report -> StatusRequests.wants(report.recipient(), action))
                .toList();
        if (asked.isEmpty()) {
            return true;
        }
        if (message.sender().isNullSender()) { // RFC 5321 6.1: a notice about a notice would never end
            LOG.info(
                    "{}: no {}, its sender is <>",
                    message.id(),
                    NoticeWords.of(action).log());
            return true;
        }
        boolean wanted = hooks.call(GenerateBounces.POINT, message).orElseGet(() -> settings.get()
                .get(QueueOptions.GENERATE_BOUNCES, message.routingDomain(), message.binding()));
        return !wanted
                || made(hooks, message, action, asked)
                        .map(mail -> sent(hooks, message, action, mail))
                        .orElse(true);
    }

    /** The notice as handlers make it, else ours; nothing where a handler wants none. */
    private Optional<byte[]> made(Hooks hooks, Message message, DsnAction action, List<Report> reports) {
        Optional<DsnAnswer> answer = action == DsnAction.DELAYED
                ? hooks.call(GenerateSoftBounceMessage.POINT, message).map(DsnAnswer.class::cast)
                : Optional.empty();
        answer = answer.or(() -> hooks.call(GenerateRfc3464Message.POINT, message, action));
        if (answer.isPresent()) {
            return answer.get() instanceof DsnAnswer.Finished finished
                    ? Optional.of(finished.mail().copy())
                    : Optional.empty();
        }
        Settings now = settings.get();
        return Optional.of(new DsnWriter(
                        hooks,
                        message,
                        action,
                        now.get(ServerOptions.HOSTNAME),
                        now.get(QueueOptions.MAX_RETURNED_SIZE, message.routingDomain(), message.binding()),
                        clock.instant())
                .about(reports));
    }

    private boolean sent(Hooks hooks, Message message, DsnAction action, byte[] mail) {
        Outcome outcome = reception.generate(NULL_SENDER, new Recipient(message.sender(), Map.of()), mail, notice -> {
            hooks.call(PostGenerateRfc3464Message.POINT, message, notice, action);
            if (action == DsnAction.DELAYED) {
                hooks.call(PostGenerateSoftBounceMessage.POINT, message, notice);
            }
        });
        if (!outcome.accepted()) {
            LOG.warn(
                    "{}: the {} was not taken: {}",
                    message.id(),
                    NoticeWords.of(action).log(),
                    outcome.reply());
        }
        return outcome.accepted() || outcome.reply().isPermanent();
    }
}
