package org.grapnel.mta.bounce;

import java.io.IOException;
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
import org.grapnel.mta.reception.OwnMail;
import org.grapnel.mta.reception.Reception;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the mails that tell the sender of a message what became of recipients: that they failed, and what else he asked for. Safe for use by any thread. */
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

    /** No notices yet about a message; to be closed. */
    public Notices about(Hooks hooks, Message message) {
        return new Notices(this, hooks, message);
    }

    /** One notice about all these recipients; nothing where there shall be none. */
    Optional<OwnMail> notice(Hooks hooks, Message message, DsnAction action, List<Report> reports) throws IOException {
        List<Report> asked = reports.stream()
                .filter(report -> StatusRequests.wants(report.recipient(), action))
                .toList();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        if (message.sender().isNullSender()) { // RFC 5321 6.1: a notice about a notice would never end
            LOG.info(
                    "{}: no {}, its sender is <>",
                    message.id(),
                    NoticeWords.of(action).log());
            return Optional.empty();
        }
        boolean wanted = hooks.call(GenerateBounces.POINT, message).orElseGet(() -> settings.get()
                .get(QueueOptions.GENERATE_BOUNCES, message.routingDomain(), message.binding()));
        Optional<byte[]> mail = wanted ? made(hooks, message, action, asked) : Optional.empty();
        return mail.isEmpty() ? Optional.empty() : Optional.of(through(hooks, message, action, mail.get()));
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

    /** Through the stages of a reception, up to where it is stored. */
    private OwnMail through(Hooks hooks, Message message, DsnAction action, byte[] mail) throws IOException {
        return reception.make(NULL_SENDER, new Recipient(message.sender(), Map.of()), mail, notice -> {
            hooks.call(PostGenerateRfc3464Message.POINT, message, notice, action);
            if (action == DsnAction.DELAYED) {
                hooks.call(PostGenerateSoftBounceMessage.POINT, message, notice);
            }
        });
    }
}
