package org.grapnel.mta.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.log.LogRejection;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.session.SessionEnd;
import org.grapnel.hook.session.Transaction;
import org.grapnel.mta.config.LimitOptions;
import org.grapnel.mta.config.Option;
import org.grapnel.mta.config.SessionOptions;
import org.grapnel.mta.reception.Templates;

/** One session's conversation: its state, its bytes, and how replies and refusals are given. Belongs to the session's thread. */
final class Exchange {
    private final SmtpSession session;
    private final Wire wire;
    private final SessionServices services;
    private final long sessionEnd;
    private Optional<Admission.Seat> seat = Optional.empty();

    Exchange(SmtpSession session, Wire wire, SessionServices services) {
        this.session = session;
        this.wire = wire;
        this.services = services;
        this.sessionEnd =
                System.nanoTime() + setting(SessionOptions.SESSION_TIMEOUT).toNanos();
        beAsPatientAsSet();
    }

    SmtpSession session() {
        return session;
    }

    Wire wire() {
        return wire;
    }

    SessionServices services() {
        return services;
    }

    <T> T setting(Option<T> option) {
        return services.settings()
                .get()
                .forClient(option, session.listener(), session.remoteAddress().getAddress());
    }

    /** The handlers of the transaction that is open, else those in force now. */
    Hooks hooks() {
        Optional<MailTransaction> transaction = session.transaction();
        return transaction.isPresent()
                ? transaction.get().hooks()
                : services.dispatcher().live();
    }

    /** Sends the reply of a step that succeeded, or the one that a handler has set in its place. */
    void reply(Reply reply) {
        wire.send(own(reply));
    }

    /** The reply that a handler has set in place of the engine's, else the engine's. Asked once a step. */
    Reply own(Reply reply) {
        return session.context().replyOr(reply, wanted -> expanded(wanted, Optional.empty()));
    }

    /** A handler's reply as the client gets it. */
    Reply expanded(Reply reply, Optional<MailAddress> recipient) {
        return services.reception()
                .templates()
                .expanded(
                        reply,
                        new Templates.Place(
                                hooks(),
                                Optional.of(session),
                                session.transaction().map(Transaction.class::cast),
                                recipient,
                                session.context()));
    }

    /** Refuses a step as a handler wants it. */
    void refuseAs(RejectionPhase phase, Reply reply) {
        refuse(phase, expanded(reply, Optional.empty()));
    }

    /** Refuses a step: tells the log, counts the error, answers. */
    void refuse(RejectionPhase phase, Reply reply) {
        tellRefusal(phase, reply);
        if (reply.isPermanent()) {
            session.countError();
        }
        wire.send(reply);
    }

    /** The part of a refusal that the client does not see. */
    void tellRefusal(RejectionPhase phase, Reply reply) {
        hooks().call(
                        LogRejection.POINT,
                        services.clock().instant(),
                        session,
                        session.context(),
                        phase,
                        reply.toString());
        session.context().replyOr(reply); // a reply set for success does not outlive the refusal
    }

    /** Takes a place among the sessions for the client as it is named now, and leaves the one that was taken before; returns the refusal. */
    Optional<Reply> seat() {
        leaveSeat();
        Admission.Seat taken = services.admission()
                .seat(
                        services.settings().get(),
                        session.listener(),
                        session.remoteAddress().getAddress());
        seat = Optional.of(taken);
        beAsPatientAsSet(); // another client, other limits
        return taken.refusal();
    }

    void leaveSeat() {
        seat.ifPresent(Admission.Seat::leave);
        seat = Optional.empty();
    }

    private void beAsPatientAsSet() {
        wire.patience(setting(LimitOptions.WRITE_TIMEOUT), setting(LimitOptions.MIN_DATA_RATE));
    }

    /** Ends the session for a cause, with a last reply. */
    void end(SessionEnd cause, Reply reply) throws IOException {
        session.ends(cause);
        hangUp(reply);
    }

    /** Sends a last reply and ends the session. */
    void hangUp(Reply reply) throws IOException {
        wire.send(reply);
        session.quit();
        wire.flush();
    }

    /** The next step must end within this time, and within that of the session. */
    void within(Duration time) {
        wire.within(limit(time));
    }

    /** This time, or what is left of the session's. */
    Duration limit(Duration time) {
        Duration left = Duration.ofNanos(sessionEnd - System.nanoTime());
        return left.compareTo(time) < 0 ? left : time;
    }
}
