package org.grapnel.mta.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.grapnel.mta.connect.BrokenConnectionException.Kind;

/** The envelope's half of a transaction: RSET, MAIL, RCPT and DATA in groups, and what their replies mean. Used once. */
final class EnvelopeSender {
    /**
     * Bytes of commands in one write. RFC 2920 3.1: a blocking client must not send so much that the server's replies
     * fill both directions; this fits the smallest windows in use.
     */
    private static final int GROUP_BYTES = 16 * 1024;

    /** One command and what its reply means. */
    private record Command(Stage stage, int recipient, int expected, Stage next) {}

    private final Dialogue dialogue;
    private final boolean pipelining;
    private final Envelope envelope;
    private final Steps steps;
    private final Admission admission;
    private final Outcomes outcomes;
    private final Progress progress;
    private final boolean chunking;

    EnvelopeSender(
            Dialogue dialogue,
            Capabilities offered,
            Envelope envelope,
            Steps steps,
            Admission admission,
            Outcomes outcomes,
            Progress progress,
            boolean chunking) {
        this.dialogue = dialogue;
        this.pipelining = dialogue.settings().pipelining() && offered.offers("PIPELINING");
        this.envelope = envelope;
        this.steps = steps;
        this.admission = admission;
        this.outcomes = outcomes;
        this.progress = progress;
        this.chunking = chunking;
    }

    /** Writes RSET, MAIL, RCPT and DATA in groups and reads their replies; true when the server waits for the data. */
    boolean send() throws BrokenConnectionException, AttemptEndedException {
        List<Command> left = plan();
        int at = 0;
        while (at < left.size() && outcomes.anyOpen()) {
            StringBuilder lines = new StringBuilder(256);
            List<Command> group = new ArrayList<>();
            do {
                Command command = left.get(at);
                boolean pointless = command.stage() == Stage.DATA && !pending(group) && outcomes.acceptedCount() == 0;
                if (!pointless) {
                    progress.stage = command.stage();
                    lines.append(line(command));
                    group.add(command);
                }
                at++;
            } while (pipelining && at < left.size() && lines.length() < GROUP_BYTES);
            if (!group.isEmpty() && exchange(lines, group)) {
                return true;
            }
        }
        return false;
    }

    private static boolean pending(List<Command> group) {
        return group.stream().anyMatch(command -> command.stage() == Stage.RCPT);
    }

    private List<Command> plan() {
        List<Command> commands = new ArrayList<>(envelope.recipients().size() + 3);
        if (progress.needsReset) {
            commands.add(new Command(Stage.RSET, -1, 250, Stage.MAIL));
        }
        commands.add(new Command(Stage.MAIL, -1, 250, Stage.RCPT));
        int last = -1;
        for (int i = 0; i < envelope.recipients().size(); i++) {
            if (outcomes.isOpen(i)) {
                last = commands.size();
                commands.add(new Command(Stage.RCPT, i, 250, Stage.RCPT));
            }
        }
        commands.set(last, new Command(Stage.RCPT, commands.get(last).recipient(), 250, Stage.DATA));
        if (!chunking) {
            commands.add(new Command(Stage.DATA, -1, 354, Stage.END));
        }
        return commands;
    }

    private String line(Command command) throws AttemptEndedException {
        return switch (command.stage()) {
            case MAIL -> {
                List<String> parameters = admission.mailParameters();
                Progress.refuse(steps.beforeMailFrom(envelope.sender(), parameters));
                yield admission.line("MAIL FROM:", envelope.sender(), parameters);
            }
            case RCPT -> {
                Recipient recipient = envelope.recipients().get(command.recipient());
                List<String> parameters = admission.rcptParameters(recipient);
                Progress.refuse(steps.beforeRcptTo(recipient, parameters));
                yield admission.line("RCPT TO:", recipient.address(), parameters);
            }
            default -> command.stage() + "\r\n";
        };
    }

    /** True when DATA was answered by 354 and somebody is to get the message. */
    private boolean exchange(StringBuilder lines, List<Command> group)
            throws BrokenConnectionException, AttemptEndedException {
        progress.stage = group.get(0).stage();
        dialogue.command(lines, group.size(), progress.stage);
        boolean ready = false;
        for (Command command : group) {
            progress.stage = command.stage();
            // Assumed until the reply is judged: a listener may end the attempt in between.
            progress.needsReset |= progress.stage == Stage.MAIL;
            progress.dataOpen = progress.stage == Stage.DATA;
            Reply reply = dialogue.read(progress.stage, command.expected(), command.next(), steps);
            if (reply.closing()) { // the server goes; waiting for the rest of the group would only cost time
                throw new BrokenConnectionException(Kind.CLOSED, reply.text());
            }
            ready |= judge(command, reply);
        }
        return ready;
    }

    private boolean judge(Command command, Reply reply) throws BrokenConnectionException, AttemptEndedException {
        boolean intermediate = reply.code() >= 300 && reply.code() < 400;
        if (intermediate != (command.stage() == Stage.DATA && reply.code() < 400)) {
            throw new BrokenConnectionException(
                    Kind.PROTOCOL, "reply " + CommandText.shown(reply.text()) + " can't stand here");
        }
        switch (command.stage()) {
            case RSET -> {
                progress.needsReset = !reply.positive();
                if (progress.needsReset) { // a server that can't forget the last transaction can't take another
                    throw new BrokenConnectionException(Kind.PROTOCOL, "RSET answered by " + reply.text());
                }
            }
            case MAIL -> {
                progress.needsReset = reply.positive();
                if (!reply.positive()) {
                    outcomes.settleOpen(Stage.MAIL, reply, false);
                }
            }
            case RCPT -> judgeRecipient(command.recipient(), reply);
            default -> {
                return judgeData(reply);
            }
        }
        return false;
    }

    private void judgeRecipient(int recipient, Reply reply) {
        if (!outcomes.isOpen(recipient)) {
            return; // MAIL was refused in the same group: its reply stands
        }
        if (reply.positive()) {
            outcomes.accept(recipient);
        } else {
            outcomes.settle(recipient, Stage.RCPT, tooMany(reply) ? asTransient(reply) : reply);
        }
    }

    /** RFC 5321 4.5.3.1.10: 552 to RCPT, after others were taken, says "too many" and means 452. */
    private boolean tooMany(Reply reply) {
        return reply.code() == 552
                && outcomes.acceptedCount() > 0
                && reply.enhanced().orElse("5.5.3").equals("5.5.3");
    }

    private static Reply asTransient(Reply reply) {
        return new Reply(452, Optional.of("4.5.3"), reply.lines(), reply.octets());
    }

    private boolean judgeData(Reply reply) throws BrokenConnectionException, AttemptEndedException {
        boolean go = reply.code() < 400;
        progress.dataOpen = go;
        if (go && outcomes.anyOpen()) {
            return true;
        }
        if (go) {
            takeBack();
        } else {
            outcomes.settleOpen(Stage.DATA, reply, false);
        }
        return false;
    }

    /** RFC 2920 3.1: 354 although nobody is to get anything; an empty message ends it. */
    private void takeBack() throws BrokenConnectionException, AttemptEndedException {
        if (dialogue.settings().lmtp()) {
            dialogue.abandon(); // RFC 2033 4.2 forbids that 354, so nobody knows how many replies a dot would get
            return;
        }
        progress.stage = Stage.END;
        dialogue.command(".\r\n", 1, Stage.END);
        dialogue.read(Stage.END, 554, Stage.IDLE, steps);
        progress.needsReset = false;
        progress.dataOpen = false;
    }
}
