package org.grapnel.mta.log;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Reply;
import org.grapnel.hook.bounce.BounceClass;
import org.grapnel.hook.bounce.SmtpErrorClassify;
import org.grapnel.hook.log.LogAttemptV1;
import org.grapnel.hook.log.LogDeliveryV1;
import org.grapnel.hook.log.LogPermanentFailureV1;
import org.grapnel.hook.log.LogTransientFailureV1;
import org.grapnel.hook.log.RemoteReply;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.Host;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.Recipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the events of a delivery: one line in the log, one call of the hook. */
public final class MailLog {
    private static final Logger LOG = LoggerFactory.getLogger("org.grapnel.mail");

    private final Clock clock;

    public MailLog(Clock clock) {
        this.clock = clock;
    }

    public void attempt(Hooks hooks, Message message, Domain domain, String note) {
        hooks.call(LogAttemptV1.POINT, message, domain, clock.instant(), note);
    }

    public void delivered(
            Hooks hooks, Message message, Domain domain, List<Recipient> recipients, Reply reply, Optional<Host> host) {
        line("delivered", message, recipients, reply, host);
        hooks.call(
                LogDeliveryV1.POINT,
                message,
                domain,
                clock.instant(),
                new RemoteReply(recipients, reply, host, Optional.empty()));
    }

    public void deferred(
            Hooks hooks, Message message, Domain domain, List<Recipient> recipients, Reply reply, Optional<Host> host) {
        line("deferred", message, recipients, reply, host);
        hooks.call(
                LogTransientFailureV1.POINT,
                message,
                domain,
                clock.instant(),
                new RemoteReply(recipients, reply, host, Optional.of(classified(hooks, domain, reply))));
    }

    public void failed(
            Hooks hooks, Message message, Domain domain, List<Recipient> recipients, Reply reply, Optional<Host> host) {
        line("failed", message, recipients, reply, host);
        hooks.call(
                LogPermanentFailureV1.POINT,
                message,
                domain,
                clock.instant(),
                new RemoteReply(recipients, reply, host, Optional.of(classified(hooks, domain, reply))));
    }

    /** Ended without delivery and without a notice: an operator or an owner said so. */
    public void discarded(Hooks hooks, Message message, Domain domain, List<Recipient> recipients, Reply reply) {
        line("discarded", message, recipients, reply, Optional.empty());
        hooks.call(
                LogPermanentFailureV1.POINT,
                message,
                domain,
                clock.instant(),
                new RemoteReply(recipients, reply, Optional.empty(), Optional.of(classified(hooks, domain, reply))));
    }

    private static BounceClass classified(Hooks hooks, Domain domain, Reply reply) {
        return hooks.call(SmtpErrorClassify.POINT, reply, domain.name()).orElse(BounceClass.UNDETERMINED);
    }

    private static void line(
            String event, Message message, List<Recipient> recipients, Reply reply, Optional<Host> host) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "{} {} from=<{}> to={} host={} attempt={} reply={}",
                    message.id(),
                    event,
                    message.sender(),
                    recipients,
                    host.map(Host::toString).orElse("-"),
                    message.attempts() + 1,
                    reply);
        }
    }
}
