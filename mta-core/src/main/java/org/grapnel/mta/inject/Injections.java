package org.grapnel.mta.inject;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.EditableMessage;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.reception.ContainerMode;
import org.grapnel.hook.reception.EcMessageMcmtFixup;
import org.grapnel.hook.reception.EcMessageMcmtPreFixup;
import org.grapnel.hook.reception.Injected;
import org.grapnel.hook.reception.Injector;
import org.grapnel.hook.reception.SubmittedContainer;
import org.grapnel.mta.config.InjectionOptions;
import org.grapnel.mta.config.ReceptionOptions;
import org.grapnel.mta.config.ServerOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.dispatch.Dispatcher;
import org.grapnel.mta.dispatch.Generation;
import org.grapnel.mta.reception.Injection;
import org.grapnel.mta.reception.Intake;
import org.grapnel.mta.reception.Reception;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The injection service. Safe for use by any thread. */
public final class Injections implements Injector {
    private static final Logger LOG = LoggerFactory.getLogger(Injections.class);

    private final Supplier<Settings> settings;
    private final Dispatcher dispatcher;
    private final Reception reception;
    private final Clock clock;

    public Injections(Supplier<Settings> settings, Dispatcher dispatcher, Reception reception, Clock clock) {
        this.settings = settings;
        this.dispatcher = dispatcher;
        this.reception = reception;
        this.clock = clock;
    }

    @Override
    public long maxSize() {
        return settings.get().get(ReceptionOptions.MAX_MESSAGE_SIZE);
    }

    @Override
    public Injected inject(Sender sender, List<Recipient> recipients, InputStream mail) throws IOException {
        Optional<Reply> problem =
                Envelopes.problem(sender, recipients, settings.get().get(ReceptionOptions.MAX_RECIPIENTS));
        if (problem.isPresent()) {
            return Injected.refused(problem.get());
        }
        Generation hooks = dispatcher.pin();
        try (Intake intake = reception.intake(maxSize())) {
            MailText text = new MailText(intake::write, maxSize());
            mail.transferTo(text);
            text.finish();
            return text.problem()
                    .map(Injected::refused)
                    .orElseGet(() -> reception.inject(
                            new Injection(
                                    hooks,
                                    Envelopes.completed(sender, recipients),
                                    recipients,
                                    none -> Verdict.CONTINUE),
                            intake));
        } finally {
            hooks.release();
        }
    }

    @Override
    public Injected inject(SubmittedContainer submitted) {
        ContainerMode mode = settings.get().get(InjectionOptions.CONTAINERS);
        Containers.Limits limits = new Containers.Limits(
                settings.get().get(InjectionOptions.MAX_PARTS),
                settings.get().get(ReceptionOptions.MAX_RECIPIENTS),
                maxSize());
        Generation hooks = dispatcher.pin();
        try {
            Optional<Reply> problem = Containers.problem(submitted, limits);
            if (problem.isPresent()) {
                return Injected.refused(problem.get());
            }
            SubmittedContainer container = hooks.call(EcMessageMcmtPreFixup.POINT, submitted, mode);
            problem = mode == ContainerMode.REJECT
                    ? Optional.of(Reply.of(550, "5.7.0", "mails in parts are not taken here; send a whole mail"))
                    : Containers.problem(container, limits);
            return problem.map(Injected::refused).orElseGet(() -> compose(hooks, container, mode, limits));
        } finally {
            hooks.release();
        }
    }

    private Injected compose(
            Generation hooks, SubmittedContainer container, ContainerMode mode, Containers.Limits limits) {
        try (Intake intake = reception.intake(maxSize())) {
            MailText text = new MailText(intake::write, maxSize());
            Composer composer = new Composer(clock, settings.get().get(ServerOptions.HOSTNAME));
            write(composer, container, mode, text);
            text.finish();
            if (text.problem().isPresent()) {
                return Injected.refused(text.problem().get());
            }
            EditedContainer edited = new EditedContainer(container, limits);
            return reception.inject(
                    new Injection(
                            hooks,
                            container.sender(),
                            container.recipients(),
                            message -> fixUp(hooks, edited, message)),
                    intake);
        } catch (IllegalArgumentException e) {
            return Injected.refused(Reply.of(554, "5.6.0", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            LOG.error("an injected mail can't be kept: {}", e.toString());
            return Injected.refused(Reply.of(452, "4.3.1", "the mail can't be stored now, please try again later"));
        }
    }

    private static void write(Composer composer, SubmittedContainer container, ContainerMode mode, OutputStream out)
            throws IOException {
        if (mode == ContainerMode.PASSTHROUGH) {
            composer.passThrough(container, out);
        } else {
            composer.compose(container, out);
        }
    }

    private static Verdict.OfContainer fixUp(Generation hooks, EditedContainer container, EditableMessage message) {
        return hooks.call(EcMessageMcmtFixup.POINT, container, message);
    }
}
