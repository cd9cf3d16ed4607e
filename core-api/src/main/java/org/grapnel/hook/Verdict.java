package org.grapnel.hook;

import java.util.Optional;

/**
 * What a handler of a VERDICT point decides. Each point takes one of the nested {@code Of…} types, which permits just
 * the decisions that make sense there: what is not permitted can't be written.
 *
 * <p>A refusal is an ordinary answer. A thrown exception is a fault of the handler and answered by its failure rule.
 */
public sealed interface Verdict {
    /** Go on with the next handler; when it was the last one, go on with the message. */
    Continue CONTINUE = new Continue();

    /** What a fault counts as unless a rule says otherwise. */
    Defer FAULT = new Defer(Reply.of(451, "4.3.0", "Temporary policy failure, please try again later"));

    /** What a fault counts as where the connection can't go on without an answer. */
    Defer UNAVAILABLE = new Defer(Reply.of(421, "4.3.0", "Service not available, please try again later"));

    /** The reply by which a decision refuses, for good or for now; empty for decisions that don't. */
    static Optional<Reply> refusalOf(Verdict verdict) {
        if (verdict instanceof Reject reject) {
            return Optional.of(reject.reply());
        }
        return verdict instanceof Defer defer ? Optional.of(defer.reply()) : Optional.empty();
    }

    static Continue pass() {
        return CONTINUE;
    }

    /** Refuse for good: {@code reject(550, "5.7.1", "go away")}. The code is 500–599. */
    static Reject reject(int code, String enhanced, String text) {
        return new Reject(Reply.of(code, enhanced, text));
    }

    /** Refuse for now: {@code defer(451, "4.7.1", "greylisted")}. The code is 400–499. */
    static Defer defer(int code, String enhanced, String text) {
        return new Defer(Reply.of(code, enhanced, text));
    }

    static Fail fail(String reason) {
        return new Fail(reason);
    }

    /** A step of a connection, transaction or message: goes on, is refused or put off. */
    sealed interface OfStep extends Verdict permits Continue, Reject, Defer {}

    /** A new connection, before the banner. */
    sealed interface OfConnection extends Verdict permits Continue, Accept, Reject, Defer {}

    /** A socket that was just accepted. */
    sealed interface OfSocket extends Verdict permits Continue, Reject, Defer, Drop {}

    /** One recipient at RCPT. */
    sealed interface OfRecipient extends Verdict permits Continue, Accept, Reject, Defer, Rewrite, Discard {}

    /** One recipient after the data. */
    sealed interface OfDelivery extends Verdict permits Continue, Reject, Defer, Discard {}

    /** A whole mail after the data. */
    sealed interface OfMail extends Verdict permits Continue, Reject, Defer, Discard, Quarantine {}

    /** A mail that the server made itself. */
    sealed interface OfGenerated extends Verdict permits Continue, Reject {}

    /** An operation that goes on or fails. */
    sealed interface OfOperation extends Verdict permits Continue, Fail {}

    /** A submitted container: goes on, is invalid for good, or can't be taken now. */
    sealed interface OfContainer extends Verdict permits Continue, Invalid, Fail {}

    /** A session that goes on or ends. */
    sealed interface OfSession extends Verdict permits Continue, Disconnect {}

    record Continue()
            implements OfStep,
                    OfConnection,
                    OfSocket,
                    OfRecipient,
                    OfDelivery,
                    OfMail,
                    OfGenerated,
                    OfOperation,
                    OfContainer,
                    OfSession {}

    /** Accept, and ask nobody else at this point. */
    record Accept() implements OfConnection, OfRecipient {}

    /** Refuse for good with a 5xx reply. */
    record Reject(Reply reply) implements OfStep, OfConnection, OfSocket, OfRecipient, OfDelivery, OfMail, OfGenerated {
        public Reject {
            if (!reply.isPermanent()) {
                throw new IllegalArgumentException(reply + ": a rejection is 500–599; use defer for 4xx");
            }
        }
    }

    /** Refuse for now with a 4xx reply; a well-behaved client comes back. */
    record Defer(Reply reply) implements OfStep, OfConnection, OfSocket, OfRecipient, OfDelivery, OfMail {
        public Defer {
            if (!reply.isTransient()) {
                throw new IllegalArgumentException(reply + ": a deferral is 400–499; use reject for 5xx");
            }
        }
    }

    /** Answer as if accepted, and deliver nothing. */
    record Discard() implements OfRecipient, OfDelivery, OfMail {}

    /** Accept, and keep the message on hold until an operator decides. */
    record Quarantine(String reason) implements OfMail {}

    /** Accept under another address. */
    record Rewrite(MailAddress address) implements OfRecipient {}

    /** Close the socket without a word. */
    record Drop() implements OfSocket {}

    /** The operation fails, for the reason given; where it concerns a message, for now. */
    record Fail(String reason) implements OfOperation, OfContainer {}

    /** What was submitted is wrong and will stay so. */
    record Invalid(String reason) implements OfContainer {}

    /** End the session. */
    record Disconnect(Reply reply) implements OfSession {}
}
