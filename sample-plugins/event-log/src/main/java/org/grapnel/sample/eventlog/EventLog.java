package org.grapnel.sample.eventlog;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.grapnel.hook.HandlerProperties;
import org.grapnel.hook.log.LogAttemptV1;
import org.grapnel.hook.log.LogDeliveryV1;
import org.grapnel.hook.log.LogPermanentFailureV1;
import org.grapnel.hook.log.LogReceptionV1;
import org.grapnel.hook.log.LogRejection;
import org.grapnel.hook.log.LogReopen;
import org.grapnel.hook.log.LogTransientFailureV1;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.log.RemoteReply;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seven hooks in one class. Each makes its line while the objects are its own, hands it over and returns. */
@Component(
        name = EventLog.PID,
        configurationPolicy = ConfigurationPolicy.OPTIONAL,
        property = HandlerProperties.NAME + "=event-log")
@Designate(ocd = EventLogConfig.class)
public final class EventLog
        implements LogReceptionV1,
                LogRejection,
                LogAttemptV1,
                LogDeliveryV1,
                LogTransientFailureV1,
                LogPermanentFailureV1,
                LogReopen {
    static final String PID = "org.grapnel.event-log";

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final Path base;
    private final LineThread lines;
    private volatile Settings settings;

    @Activate
    public EventLog(BundleContext context, EventLogConfig config) {
        this(
                Clock.systemUTC(),
                Path.of(Optional.ofNullable(context.getProperty("grapnel.base")).orElse("")),
                config);
    }

    EventLog(Clock clock, Path base, EventLogConfig config) {
        this.base = base;
        this.settings = Settings.byDefault(base);
        configure(config);
        this.lines = new LineThread(clock, () -> settings).start();
    }

    @Modified
    void configure(EventLogConfig config) {
        try {
            settings = Settings.of(base, config);
        } catch (IllegalArgumentException e) {
            LOG.error("etc/{}.json: {}; {} stays in use", PID, e.getMessage(), settings.path());
        }
    }

    @Deactivate
    void close() {
        lines.close();
    }

    @Override
    public void logReceptionV1(Optional<Session> session, Message message, Instant time, String note) {
        lines.offer(Line.of(time, "reception", line -> {
            if (session.isPresent()) {
                line.session(session.get());
            }
            line.message(message, message.recipients());
            line.text("domain", message.routingDomain());
            line.text("note", note);
        }));
    }

    @Override
    public void logRejection(
            Instant time, Session session, ValidationContext context, RejectionPhase phase, String text) {
        lines.offer(Line.of(time, "rejection", line -> {
            line.session(session);
            line.text("phase", phase.name().toLowerCase(Locale.ROOT));
            line.refusal(text);
        }));
    }

    @Override
    public void logAttemptV1(Message message, Domain domain, Instant time, String note) {
        lines.offer(Line.of(time, "attempt", line -> {
            line.message(message, message.recipients());
            line.domain(domain);
            line.text("note", note);
        }));
    }

    @Override
    public void logDeliveryV1(Message message, Domain domain, Instant time, RemoteReply reply) {
        lines.offer(Line.of(time, "delivery", line -> line.end(message, domain, reply)));
    }

    @Override
    public void logTransientFailureV1(Message message, Domain domain, Instant time, RemoteReply reply) {
        lines.offer(Line.of(time, "transient_failure", line -> {
            line.end(message, domain, reply);
            line.text("next_attempt", message.nextAttempt().toString());
        }));
    }

    @Override
    public void logPermanentFailureV1(Message message, Domain domain, Instant time, RemoteReply reply) {
        lines.offer(Line.of(time, "permanent_failure", line -> line.end(message, domain, reply)));
    }

    @Override
    public void logReopen() {
        lines.reopen();
    }
}
