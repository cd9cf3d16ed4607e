package org.grapnel.mta.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.reception.ValidateData;
import org.grapnel.mta.config.ReceptionOptions;
import org.grapnel.mta.config.SessionOptions;
import org.grapnel.mta.reception.Intake;
import org.grapnel.mta.reception.Outcome;
import org.grapnel.mta.reception.Reception;
import org.grapnel.mta.reception.Submission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content of one mail while it comes in, by DATA or by BDAT: the permission, the bytes, the end. It belongs to its transaction, which
 * closes it; what was not completed leaves nothing behind.
 */
final class IncomingMail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IncomingMail.class);
    private static final Reply NO_ROOM =
            Reply.of(452, "4.3.1", "The message can't be stored now, please try again later");

    private final Exchange exchange;
    private final MailTransaction transaction;
    private final Intake intake;
    private final ContentFilter content;
    private final long deadline;

    private IncomingMail(Exchange exchange, MailTransaction transaction) {
        long maxSize = exchange.setting(ReceptionOptions.MAX_MESSAGE_SIZE);
        this.exchange = exchange;
        this.transaction = transaction;
        this.intake = exchange.services().reception().intake(maxSize);
        this.content = new ContentFilter(
                this::keep,
                new ContentFilter.Rules(
                        exchange.setting(ReceptionOptions.LINE_ENDS),
                        transaction.binary(),
                        maxSize,
                        exchange.setting(ReceptionOptions.MAX_LINE)));
        this.deadline = System.nanoTime()
                + exchange.setting(SessionOptions.DATA_TIMEOUT).toNanos();
    }

    /** Asks whether the content may come at all; once a transaction, before its first byte. */
    static Optional<Reply> refusal(MailTransaction transaction) {
        SessionContext context = transaction.session().context();
        Optional<Reply> refusal = Verdict.refusalOf(transaction.hooks().call(ValidateData.POINT, transaction, context));
        if (refusal.isEmpty()) {
            context.replyOr(NO_ROOM); // a reply set before the data is not that of the message
        }
        return refusal;
    }

    /** Begins to take content in; the time for all of it runs from now on. */
    static IncomingMail open(Exchange exchange, MailTransaction transaction) {
        IncomingMail mail = new IncomingMail(exchange, transaction);
        transaction.incoming(mail);
        return mail;
    }

    ContentFilter content() {
        return content;
    }

    /** Reads until the taker has what it wants. */
    void read(Wire.Taker taker) throws IOException {
        exchange.session().enter(SmtpSession.Phase.DATA);
        exchange.within(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        exchange.wire().readData(taker);
    }

    /** All is here: hands the mail to the reception, answers, and ends the transaction. */
    void complete() {
        SmtpSession session = exchange.session();
        try {
            FinalReplies.give(exchange, transaction, outcome());
        } finally {
            session.endTransaction();
        }
    }

    private Outcome outcome() {
        try {
            content.finish();
        } catch (IOException e) {
            throw new IllegalStateException("the intake's faults are refusals", e);
        }
        Reception reception = exchange.services().reception();
        return content.refusal()
                .map(reply -> Outcome.refused(RejectionPhase.CONTENT, reply))
                .orElseGet(() -> reception.accept(submission(), intake));
    }

    /** A disk that fails now is no reason to stop reading: the client gets its answer at the end. */
    private void keep(byte[] bytes, int from, int length) {
        try {
            intake.write(bytes, from, length);
        } catch (IOException e) {
            LOG.error("{}: the content can't be kept: {}", transaction, e.toString());
            content.refuse(NO_ROOM);
        }
    }

    private Submission submission() {
        return new Submission(
                transaction.id(),
                transaction.hooks(),
                Optional.of(transaction.session()),
                Optional.of(transaction),
                transaction.envelopeSender(),
                transaction.recipients(),
                transaction.session().context(),
                Optional.of(transaction.bag()),
                transaction::content);
    }

    @Override
    public void close() {
        try {
            intake.close();
        } catch (IOException e) {
            LOG.warn("{}: a file of the intake could not be deleted: {}", transaction, e.toString());
        }
    }
}
