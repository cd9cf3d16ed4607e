package org.grapnel.mta.deliver;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Reply;
import org.grapnel.hook.spool.MessageBodyInCore;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a body is in memory before it is sent; what is not is loaded on a thread of its own kind. A body that is too large for the
 * spool's cache is read while it is sent.
 */
public final class BodyLoading {
    private static final Logger LOG = LoggerFactory.getLogger(BodyLoading.class);

    private final Spool spool;
    private final ExecutorService loaders;

    /** @param loaders whose threads may wait for the disk */
    public BodyLoading(Spool spool, ExecutorService loaders) {
        this.spool = spool;
        this.loaders = loaders;
    }

    /** Empty when the body can be sent; else why the attempt fails for now. */
    Optional<Reply> load(Hooks hooks, MailMessage message) {
        if (hooks.call(MessageBodyInCore.POINT, message, false).orElseGet(() -> spool.inCore(message.number()))) {
            return Optional.empty();
        }
        try {
            return loaders.submit(() -> pull(hooks, message)).get();
        } catch (RejectedExecutionException e) {
            return Optional.of(Reply.of(451, "4.3.2", "The server is shutting down"));
        } catch (ExecutionException e) {
            LOG.error("{}: its body can't be loaded", message, e.getCause());
            return Optional.of(absent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Reply.of(451, "4.3.2", "The server is shutting down"));
        }
    }

    private Optional<Reply> pull(Hooks hooks, MailMessage message) {
        Optional<Boolean> answer = hooks.call(MessageBodyInCore.POINT, message, true);
        if (answer.isPresent()) {
            return answer.get() ? Optional.empty() : Optional.of(absent());
        }
        try {
            spool.pull(message.number());
            return Optional.empty();
        } catch (SpoolException e) {
            boolean damaged = e.kind() == SpoolException.Kind.DAMAGED;
            LOG.error(
                    "{}: {}{}",
                    message,
                    e.getMessage(),
                    damaged ? "; it fails, spool:check sets aside what is left" : "");
            return Optional.of(damaged ? damaged() : absent());
        }
    }

    /** RFC 3463 3.7: 5.6.0, the content can't be delivered. Nothing mends it here, and the sender has it still. */
    private static Reply damaged() {
        return Reply.of(554, "5.6.0", "The content of the message was damaged where it was stored; send it again");
    }

    private static Reply absent() {
        return Reply.of(451, "4.3.0", "The body of the message can't be read now");
    }
}
