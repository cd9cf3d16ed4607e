package org.grapnel.mta.session;

import java.io.IOException;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.mta.config.SessionOptions;
import org.grapnel.mta.reception.Outcome;

/**
 * BDAT (RFC 3030 2). Whatever is wrong with a chunk, its bytes are read before the answer is given. A mail is complete when the last byte of
 * its LAST chunk is here; a connection that ends before leaves nothing.
 */
final class BdatVerb {
    static final String NAME = "BDAT";
    static final String USAGE = "BDAT size [LAST]";

    private BdatVerb() {}

    static void bdat(Exchange exchange, String argument) throws IOException {
        Optional<Chunk> chunk = Chunk.parse(argument);
        if (chunk.isEmpty()) {
            hangUp(exchange, Reply.of(501, "5.5.4", "Usage: " + USAGE));
            return;
        }
        Optional<Reply> misplaced = chunk.get().wellFormed()
                ? Verbs.misplaced(Verbs.Needs.RECIPIENT, exchange.session())
                : Optional.of(Reply.of(501, "5.5.4", "Usage: " + USAGE));
        if (misplaced.isPresent()) {
            drop(exchange, chunk.get());
            refuseSurplus(exchange, misplaced.get());
        } else {
            take(exchange, exchange.session().transaction().orElseThrow(), chunk.get());
        }
    }

    /**
     * Reads the chunk behind a command line that is refused unseen; nothing for other commands. Ends the session where the chunk has
     * no size that can be read: what follows could not be told from commands.
     */
    static void dropBehind(Exchange exchange, String line, Reply refusal) throws IOException {
        if (!Verbs.verbOf(line).equalsIgnoreCase(NAME)) {
            exchange.refuse(RejectionPhase.COMMAND, refusal);
            return;
        }
        Optional<Chunk> chunk = Chunk.parse(line.substring(NAME.length()).strip());
        if (chunk.isPresent()) {
            drop(exchange, chunk.get());
            exchange.refuse(RejectionPhase.COMMAND, refusal);
        } else {
            hangUp(exchange, refusal);
        }
    }

    private static void take(Exchange exchange, MailTransaction transaction, Chunk chunk) throws IOException {
        SmtpSession session = exchange.session();
        if (transaction.incoming().isEmpty()) {
            Optional<Reply> refusal = IncomingMail.refusal(transaction);
            if (refusal.isPresent()) {
                drop(exchange, chunk);
                fail(exchange, RejectionPhase.DATA, exchange.expanded(refusal.get(), Optional.empty()), chunk);
                return;
            }
        }
        IncomingMail mail = transaction.incoming().orElseGet(() -> IncomingMail.open(exchange, transaction));
        mail.read(ChunkReader.into(mail.content(), chunk.size()));
        if (chunk.last()) {
            mail.complete();
        } else if (mail.content().refusal().isPresent()) {
            fail(exchange, RejectionPhase.CONTENT, mail.content().refusal().get(), chunk);
        } else {
            session.enter(SmtpSession.Phase.TRANSACTION);
            exchange.wire().send(Reply.of(250, "2.0.0", chunk.size() + " bytes received"));
        }
    }

    /** The mail is lost with its first refused chunk; those that the client has sent behind it are to be expected. */
    private static void fail(Exchange exchange, RejectionPhase phase, Reply refusal, Chunk chunk) {
        if (chunk.last()) { // with LMTP, as many replies as the client waits for
            MailTransaction transaction = exchange.session().transaction().orElseThrow();
            FinalReplies.give(exchange, transaction, Outcome.refused(phase, refusal));
        } else {
            exchange.refuse(phase, refusal);
        }
        exchange.session().endTransaction();
        exchange.session().expectSurplus(!chunk.last());
    }

    /** RFC 3030 2: chunks that were in the pipeline behind the refused one are accepted and discarded; they are no further mistake. */
    private static void refuseSurplus(Exchange exchange, Reply refusal) {
        if (exchange.session().surplusExpected()) {
            exchange.wire().send(Reply.of(503, "5.5.1", "An earlier chunk of the message was refused"));
        } else {
            exchange.refuse(RejectionPhase.DATA, refusal);
        }
    }

    private static void drop(Exchange exchange, Chunk chunk) throws IOException {
        exchange.within(exchange.setting(SessionOptions.DATA_TIMEOUT));
        exchange.wire().readData(ChunkReader.dropping(chunk.size()));
    }

    private static void hangUp(Exchange exchange, Reply refusal) throws IOException {
        exchange.refuse(RejectionPhase.COMMAND, refusal);
        exchange.session().quit();
        exchange.wire().flush();
    }
}
