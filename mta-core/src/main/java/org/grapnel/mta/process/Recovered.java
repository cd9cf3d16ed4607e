package org.grapnel.mta.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** Before any listener opens; messages that can't be read stay in the spool and are named in the log. */
    void enqueueAll() throws SpoolException {
        MailMessage.Home home = new MailMessage.Home(spool, hooks);
        List<MailMessage> found = new ArrayList<>();
        spool.forEach((id, size, metadata) -> {
            ids.floor(id);
            read(home, id, metadata).ifPresent(message -> {
                if (found.size() > mostResident) {
                    message.pageOut();
                }
                found.add(message);
            });
        });
        for (MailMessage message : found) {
            hooks.call(DiskQueueCoreInject.POINT, message);
            queue.enqueue(message);
        }
        if (!found.isEmpty()) {
            LOG.info("{} messages of the spool are back in their queues", found.size());
        }
    }

    private Optional<MailMessage> read(MailMessage.Home home, long id, byte[] metadata) {
        try {
            MailMessage message = Metadata.read(home, id, metadata);
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
