package org.grapnel.mta.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.spool.ImportResult;
import org.grapnel.hook.spool.LogSpoolImport;
import org.grapnel.hook.spool.PostSwapInMeta;
import org.grapnel.hook.spool.PreSwapOutMeta;
import org.grapnel.hook.spool.SwapFlag;
import org.grapnel.hook.spool.SwapResult;
import org.grapnel.mta.mail.Ids;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.Metadata;
import org.grapnel.mta.queue.Queue;
import org.grapnel.mta.spool.Body;
import org.grapnel.mta.spool.Entry;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.journal.JournalOptions;
import org.grapnel.mta.spool.journal.JournalSpool;

/**
 * Takes over the mail of another node's spool. Each message is made durable here, then removed there, then joins its queue. It keeps its id
 * unless one of ours has it, and its context says where it came from: an import that was cut off between the two writes finds the
 * message here when it is run again, and takes it once. One import at a time, on the thread of who asks.
 */
final class SpoolImport {
    /** The entry of an imported message's context: its former id and spool. */
    static final String ORIGIN = "spool_import";

    private static final Set<SwapFlag> IMPORT = Set.of(SwapFlag.IMPORT);

    private final Spool spool;
    private final Hooks hooks;
    private final Queue queue;
    private final Ids ids;
    private final JournalSpool.Surroundings surroundings;
    private final Path base;

    SpoolImport(Spool spool, Hooks hooks, Queue queue, Ids ids, JournalSpool.Surroundings surroundings, Path base) {
        this.spool = spool;
        this.hooks = hooks;
        this.queue = queue;
        this.ids = ids;
        this.surroundings = surroundings;
        this.base = base;
    }

    /** What an import did; filled while it runs. */
    static final class Report {
        private final Map<ImportResult, Integer> counts = new EnumMap<>(ImportResult.class);
        private int present;
        private int renamed;
        private long left;
        private String reason = "";
        private boolean stopped;

        int count(ImportResult result) {
            return counts.getOrDefault(result, 0);
        }

        /** Messages that an earlier import had brought here already. */
        int present() {
            return present;
        }

        int renamed() {
            return renamed;
        }

        /** Messages that are still there. */
        long left() {
            return left;
        }

        /** The last thing that went wrong; empty if nothing did. */
        String reason() {
            return reason;
        }

        /** True when this spool takes no more, and the import ended early. */
        boolean stopped() {
            return stopped;
        }
    }

    synchronized Report run(String directory) throws SpoolException, InterruptedException {
        Path source = source(directory);
        Map<String, Long> brought = broughtBefore();
        Report report = new Report();
        try (JournalSpool other = JournalSpool.open(source, JournalOptions.DEFAULTS.with(64 << 20, 0), surroundings)) {
            for (long lost : other.lostMessages()) {
                tell(report, Optional.empty(), lost, source, ImportResult.READ_FAILURE);
            }
            for (List<Long> sharing : other.messagesByBody()) {
                if (!take(other, sharing, source, brought, report)) {
                    break;
                }
            }
            report.left = other.status().messages();
        }
        return report;
    }

    private Path source(String directory) throws SpoolException {
        try {
            Path source = base.resolve(directory).normalize();
            if (Files.isDirectory(source)) {
                return source;
            }
        } catch (InvalidPathException e) {
            throw new SpoolException(SpoolException.Kind.UNUSABLE, directory + ": not a path", e);
        }
        throw new SpoolException(SpoolException.Kind.UNUSABLE, directory + ": there is no such directory");
    }

    private Map<String, Long> broughtBefore() {
        Map<String, Long> brought = new HashMap<>();
        for (MailMessage message : queue.messages()) {
            String origin = message.context().get(ORIGIN);
            if (origin != null) {
                brought.put(origin, message.number());
            }
            queue.pageOut(message); // a long queue would stay in memory as a whole
        }
        return brought;
    }

    /** The messages of one body, which they go on sharing; false when this spool takes no more. */
    private boolean take(JournalSpool other, List<Long> sharing, Path source, Map<String, Long> brought, Report report)
            throws InterruptedException {
        Map<Long, MailMessage> taken = new LinkedHashMap<>();
        for (long id : sharing) {
            String origin = Ids.text(id) + " " + source;
            if (brought.containsKey(origin)) {
                report.present++;
                forget(other, id, report);
            } else {
                read(other, id, origin, source, report).ifPresent(message -> taken.put(id, message));
            }
        }
        taken.entrySet().removeIf(each -> refused(each.getValue(), each.getKey(), source, report));
        if (taken.isEmpty()) {
            return true;
        }
        try {
            store(other.body(taken.keySet().iterator().next()), taken.values());
        } catch (SpoolException e) {
            report.reason = String.valueOf(e.getMessage());
            boolean theirs = e.kind() == SpoolException.Kind.UNREADABLE_BODY;
            ImportResult result = theirs ? ImportResult.READ_FAILURE : ImportResult.WRITE_FAILURE;
            taken.forEach((id, message) -> tell(report, Optional.of(message), id, source, result));
            report.stopped = !theirs;
            return theirs;
        }
        for (Map.Entry<Long, MailMessage> each : taken.entrySet()) {
            MailMessage message = each.getValue();
            report.renamed += message.number() == each.getKey() ? 0 : 1;
            forget(other, each.getKey(), report);
            queue.enqueue(message);
            tell(report, Optional.of(message), each.getKey(), source, ImportResult.SUCCESS);
        }
        return true;
    }

    /** By a handler of that one message; the others are taken all the same. */
    private boolean refused(MailMessage message, long id, Path source, Report report) {
        if (hooks.call(PreSwapOutMeta.POINT, message, IMPORT) instanceof Verdict.Fail fail) {
            report.reason = "a handler of " + PreSwapOutMeta.POINT + " refused " + Ids.text(id) + ": " + fail.reason();
            tell(report, Optional.of(message), id, source, ImportResult.WRITE_FAILURE);
            return true;
        }
        return false;
    }

    private void store(Body body, Collection<MailMessage> messages) throws SpoolException, InterruptedException {
        List<Entry> entries = new ArrayList<>();
        for (MailMessage message : messages) {
            entries.add(new Entry(message.number(), Metadata.write(message)));
        }
        spool.store(body, entries).await();
    }

    private Optional<MailMessage> read(JournalSpool other, long id, String origin, Path source, Report report) {
        byte[] metadata;
        try {
            metadata = other.metadata(id)
                    .orElseThrow(() -> new SpoolException(
                            SpoolException.Kind.NO_SUCH_MESSAGE, "message " + Ids.text(id) + ": went away"));
        } catch (SpoolException e) {
            failed(report, id, source, String.valueOf(e.getMessage()), ImportResult.READ_FAILURE);
            return Optional.empty();
        }
        try {
            boolean taken = queue.message(id).isPresent() || spool.metadata(id).isPresent();
            long here = taken ? ids.next() : id;
            if (!taken) {
                ids.floor(id);
            }
            MailMessage.Home home = new MailMessage.Home(spool, hooks);
            MailMessage message = Metadata.read(home, here, metadata).withContext(ORIGIN, origin);
            Verdict.OfOperation verdict = hooks.call(
                    PostSwapInMeta.POINT, Optional.of((Message) message), IMPORT, SwapResult.ok(message.id()));
            if (verdict instanceof Verdict.Fail fail) {
                throw new IOException("a handler refused it: " + fail.reason());
            }
            return Optional.of(message);
        } catch (IOException | SpoolException e) {
            failed(report, id, source, String.valueOf(e.getMessage()), ImportResult.METADATA_FAILURE);
            return Optional.empty();
        }
    }

    private void failed(Report report, long id, Path source, String why, ImportResult result) {
        if (result == ImportResult.READ_FAILURE) {
            var unused =
                    hooks.call(PostSwapInMeta.POINT, Optional.empty(), IMPORT, SwapResult.failed(Ids.text(id), why));
        }
        report.reason = why;
        tell(report, Optional.empty(), id, source, result);
    }

    /** It is durable here: there it must not be sent again. */
    private static void forget(JournalSpool other, long id, Report report) throws InterruptedException {
        try {
            other.remove(id).await();
        } catch (SpoolException e) {
            report.reason = "message " + Ids.text(id) + " is here, but could not be removed there: " + e.getMessage();
        }
    }

    private void tell(Report report, Optional<MailMessage> message, long id, Path source, ImportResult result) {
        report.counts.merge(result, 1, Integer::sum);
        hooks.call(LogSpoolImport.POINT, message.map(Message.class::cast), Ids.text(id), source.toString(), result);
    }
}
