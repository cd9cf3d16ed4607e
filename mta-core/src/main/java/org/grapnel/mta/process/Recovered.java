package org.grapnel.mta.process;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.spool.DiskQueueCoreInject;
import org.grapnel.hook.spool.PostSwapInMeta;
import org.grapnel.hook.spool.SwapFlag;
import org.grapnel.hook.spool.SwapResult;
import org.grapnel.mta.mail.Ids;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.Metadata;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what the spool holds at start-up back into the queues. */
final class Recovered {
    private static final Logger LOG = LoggerFactory.getLogger(Recovered.class);
    private static final Set<SwapFlag> START = Set.of(SwapFlag.START);

    private final Spool spool;
    private final Hooks hooks;
    private final Queue queue;
    private final Ids ids;
    private final int mostResident;

    /** @param mostResident messages that are kept in memory as a whole */
    Recovered(Spool spool, Hooks hooks, Queue queue, Ids ids, int mostResident) {
        this.spool = spool;
        this.hooks = hooks;
        this.queue = queue;
        this.ids = ids;
        this.mostResident = mostResident;
    }

    /**
     * Before any listener opens; messages that can't be read stay in the spool and are named in the log. All are read before the first one
     * is in a queue: from then on there are deliveries, notices with ids of their own, and changes of the spool.
     *
     * @param readers share the work
     */
    void enqueueAll(ExecutorService readers) throws SpoolException {
        MailMessage.Home home = new MailMessage.Home(spool, hooks);
        boolean judged = hooks.anyFor(PostSwapInMeta.POINT); // by those who may want to know all of a message
        ConcurrentLinkedQueue<MailMessage> found = new ConcurrentLinkedQueue<>();
        AtomicInteger count = new AtomicInteger();
        spool.forEach(
                (id, size, metadata) -> {
                    ids.floor(id);
                    boolean resident = count.incrementAndGet() <= mostResident;
                    read(home, id, metadata, resident || judged).ifPresent(message -> {
                        if (!resident) {
                            message.pageOut();
                        }
                        found.add(message);
                    });
                },
                readers);
        int back = found.size();
        Together.each(readers, found, message -> {
            hooks.call(DiskQueueCoreInject.POINT, message);
            queue.enqueue(message);
        });
        if (back > 0) {
            LOG.info("{} messages of the spool are back in their queues", back);
        }
    }

    private Optional<MailMessage> read(MailMessage.Home home, long id, byte[] metadata, boolean whole) {
        try {
            MailMessage message = whole ? Metadata.read(home, id, metadata) : Metadata.readWaiting(home, id, metadata);
            return admitted(id, Optional.of(message), SwapResult.ok(message.id()));
        } catch (IOException e) {
            LOG.error("{}; it stays in the spool", e.getMessage());
            return admitted(id, Optional.empty(), SwapResult.failed(Ids.text(id), String.valueOf(e.getMessage())));
        }
    }

    private Optional<MailMessage> admitted(long id, Optional<MailMessage> message, SwapResult result) {
        Verdict.OfOperation verdict =
                hooks.call(PostSwapInMeta.POINT, message.map(org.grapnel.hook.mail.Message.class::cast), START, result);
        if (verdict instanceof Verdict.Fail fail) {
            LOG.error(
                    "message {}: a handler of {} refused it: {}; it stays in the spool",
                    Ids.text(id),
                    PostSwapInMeta.POINT,
                    fail.reason());
            return Optional.empty();
        }
        return message;
    }
}
