package org.grapnel.mta.reception;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.grapnel.hook.Reply;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.reception.Injected;
import org.grapnel.mta.config.ReceptionOptions;
import org.grapnel.mta.dispatch.Generation;
import org.grapnel.mta.mail.Ids;
import org.grapnel.mta.mail.MailContent;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.MimeReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door of the room: takes mails in, from clients and from inside. Safe for use by any thread. */
public final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    private static final Reply NO_ROOM =
            Reply.of(452, "4.3.1", "The message can't be stored now, please try again later");

    private final ReceptionServices services;
    private final Pipeline pipeline;
    private final Templates templates;

    public Reception(ReceptionServices services) {
        this.services = services;
        this.pipeline = new Pipeline(services);
        this.templates = new Templates(services.settings(), services.clock());
    }

    /** Expands the replies of handlers, here and in the session. */
    public Templates templates() {
        return templates;
    }

    /** An id for a transaction, in the form of message ids. */
    public String nextTransactionId() {
        return Ids.text(services.ids().next());
    }

    /** Where the data of one mail goes; the caller closes it when the reception is over. */
    public Intake intake(long maxSize) {
        return new Intake(services.temporary(), maxSize);
    }

    /** Takes a client's mail through all stages. Accepted means: on stable storage, and in the queue. */
    public Outcome accept(Submission submission, Intake intake) {
        try {
            if (intake.headerTooLarge()) {
                return Outcome.refused(
                        RejectionPhase.CONTENT,
                        Reply.of(552, "5.3.4", "The header is larger than " + Intake.MAX_HEADER + " bytes"));
            }
            MailContent content = intake.content();
            content.read(MimeReading.detached(submission::hooks));
            submission.contentReady().accept(content);
            return pipeline.receive(new Parcel(submission, content, templates, message -> {}));
        } catch (IOException e) {
            LOG.error("{}: the data can't be kept: {}", submission.id(), e.toString());
            return Outcome.refused(RejectionPhase.SPOOL, NO_ROOM);
        }
    }

    /** Takes a mail that came in without SMTP. Accepted means the same as for a client's. */
    public Injected inject(Injection injection, Intake intake) {
        try {
            if (intake.headerTooLarge()) {
                return Injected.refused(
                        Reply.of(552, "5.3.4", "The header is larger than " + Intake.MAX_HEADER + " bytes"));
            }
            Submission submission = new Submission(
                    nextTransactionId(),
                    injection.hooks(),
                    Optional.empty(),
                    Optional.empty(),
                    injection.sender(),
                    injection.recipients(),
                    new GeneratedContext(),
                    Optional.empty(),
                    content -> {});
            Parcel parcel = new Parcel(submission, intake.content(), templates, message -> {});
            parcel.fixUp(injection.fixUp());
            Outcome outcome = pipeline.inject(parcel);
            return new Injected(
                    outcome.reply(),
                    outcome.accepted()
                            ? parcel.stored().stream().map(MailMessage::id).toList()
                            : List.of());
        } catch (IOException e) {
            LOG.error("an injected mail can't be kept: {}", e.toString());
            return Injected.refused(NO_ROOM);
        }
    }

    /**
     * A mail that the server makes itself: a notification of delivery status. Its maker stores it.
     *
     * @param made told of the message before it is stored
     */
    public OwnMail make(Sender sender, Recipient recipient, byte[] mail, Consumer<Message> made) throws IOException {
        Generation hooks = services.dispatcher().pin();
        Intake intake = intake(services.settings().get().get(ReceptionOptions.MAX_MESSAGE_SIZE));
        boolean done = false;
        try {
            intake.write(mail, 0, mail.length);
            Submission submission = new Submission(
                    nextTransactionId(),
                    hooks,
                    Optional.empty(),
                    Optional.empty(),
                    sender,
                    List.of(recipient),
                    new GeneratedContext(),
                    Optional.empty(),
                    content -> {});
            OwnMail own = pipeline.make(new Parcel(submission, intake.content(), templates, made), hooks, intake);
            done = true;
            return own;
        } finally {
            if (!done) {
                hooks.release();
                intake.close();
            }
        }
    }
}
