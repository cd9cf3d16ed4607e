package org.grapnel.mta.process;

import java.util.List;
import java.util.Locale;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;
import org.grapnel.hook.spool.ImportResult;
import org.grapnel.mta.deliver.Owed;
import org.grapnel.mta.mail.Ids;
import org.grapnel.mta.spool.CheckReport;
import org.grapnel.mta.spool.Spool;
import org.grapnel.mta.spool.SpoolException;
import org.grapnel.mta.spool.SpoolStatus;

/** How the spool is, and what operators do with it. */
final class SpoolCommands {
    static final Syntax IMPORT = Syntax.NONE.required("DIR", "the other spool's directory, such as /backup/data/spool");

    private final Spool spool;
    private final Owed owed;
    private final SpoolImport imports;

    SpoolCommands(Spool spool, Owed owed, SpoolImport imports) {
        this.spool = spool;
        this.owed = owed;
        this.imports = imports;
    }

    /** The table of these commands. */
    List<ControlCommand> all() {
        return List.of(
                new Command(
                        "spool:status", "show counts and health of the spool", Command.NOTHING, false, this::status),
                new Command(
                        "spool:check",
                        "read and verify everything that the spool holds",
                        Command.NOTHING,
                        false,
                        this::check),
                new Command(
                        "spool:compact",
                        "give back the space of what the spool does not need any more",
                        Command.NOTHING,
                        true,
                        this::compact),
                new Command(
                        "spool:import",
                        "take over the mail of another node's spool, which no process may be using",
                        IMPORT,
                        true,
                        this::importFrom));
    }

    Answer status(Arguments arguments) {
        SpoolStatus status = spool.status();
        boolean ok = status.state() == SpoolStatus.State.OK;
        String state = status.state().name().toLowerCase(Locale.ROOT);
        boolean each = status.durability().equals("each");
        SpoolStatus.Core core = status.core();
        return Answer.details()
                .with("state", ok ? Answer.good(state) : Answer.bad(state))
                .with("reason", status.reason())
                .with("durability", each ? Answer.good("each") : Answer.bad(status.durability() + " (unsafe)"))
                .with("messages", status.messages())
                .with("live", new Answer.Size(status.liveBytes()))
                .with("dead", new Answer.Size(status.deadBytes()))
                .with("segments", status.segments())
                .with("damaged", status.damaged())
                .with("owed", owed.size())
                .with("compactions", status.compactions())
                .with("commits", status.commits())
                .with("batches", status.batches())
                .with("lastBatch", status.lastBatch())
                .with("meanBatch", mean(status))
                .with("largestBatch", status.largestBatch())
                .with("unforced", status.unforced())
                .with("queued", new Answer.Size(status.queuedBytes()))
                .with("inCore", new Answer.Size(core.bytes()))
                .with("inCoreMost", new Answer.Size(core.bound()))
                .with("inCoreBodies", core.bodies())
                .with("inCoreHits", core.hits())
                .with("inCoreMisses", core.misses())
                .with("lastForce", status.lastForceAt())
                .with("lastForceTook", status.lastForceTook())
                .with("longestForce", status.longestForce());
    }

    private static String mean(SpoolStatus status) {
        return status.batches() == 0
                ? "0.0"
                : String.format(Locale.ROOT, "%.1f", (double) status.commits() / status.batches());
    }

    Answer check(Arguments arguments) throws CommandException {
        CheckReport report = ask(spool::check);
        Answer.Rows rows = Answer.rows("file", "offset", "length", "what", "messages");
        for (CheckReport.Damage damage : report.damages()) {
            List<String> messages = damage.messages().stream().map(Ids::text).toList();
            rows.add(damage.file(), damage.offset(), new Answer.Size(damage.length()), damage.what(), messages);
        }
        String found = report.damaged() == 0 ? "whole" : "damaged";
        Answer answer = Answer.details()
                .with("found", report.damaged() == 0 ? Answer.good(found) : Answer.bad(found))
                .with("segments", report.segments())
                .with("records", report.records())
                .with("read", new Answer.Size(report.bytes()))
                .with("damaged", report.damaged())
                .with("damages", rows.table());
        if (report.damaged() > 0) {
            throw new CommandException(
                    "damage in " + report.damaged()
                            + (report.damaged() == 1 ? " place" : " places")
                            + "; the log names it, copies are in the spool's quarantine/",
                    answer);
        }
        return answer;
    }

    Answer compact(Arguments arguments) throws CommandException {
        SpoolStatus before = spool.status();
        ask(() -> {
            spool.compact().await();
            return before;
        });
        SpoolStatus after = spool.status();
        return Answer.details()
                .with("segmentsBefore", before.segments())
                .with("segments", after.segments())
                .with("deadBefore", new Answer.Size(before.deadBytes()))
                .with("dead", new Answer.Size(after.deadBytes()))
                .with("live", new Answer.Size(after.liveBytes()));
    }

    Answer importFrom(Arguments arguments) throws CommandException {
        String directory = arguments.required("DIR");
        SpoolImport.Report report = ask(() -> imports.run(directory));
        Answer.Details answer = Answer.details()
                .with("imported", report.count(ImportResult.SUCCESS))
                .with("present", report.present())
                .with("renamed", report.renamed())
                .with("unreadable", report.count(ImportResult.READ_FAILURE))
                .with("senseless", report.count(ImportResult.METADATA_FAILURE))
                .with("notWritten", report.count(ImportResult.WRITE_FAILURE))
                .with("left", report.left());
        if (report.count(ImportResult.WRITE_FAILURE) > 0) {
            String what = report.stopped()
                    ? "ended early: " + report.reason() + "; the rest stays where it is, run spool:import again"
                    : report.count(ImportResult.WRITE_FAILURE) + " not taken: " + report.reason()
                            + "; they stay where they are";
            throw new CommandException(directory + ": " + what, answer);
        }
        return answer;
    }

    private interface Question<T> {
        T ask() throws SpoolException, InterruptedException;
    }

    private static <T> T ask(Question<T> question) throws CommandException {
        try {
            return question.ask();
        } catch (SpoolException e) {
            throw new CommandException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted");
        }
    }
}
