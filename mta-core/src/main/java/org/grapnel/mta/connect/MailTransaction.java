package org.grapnel.mta.connect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.grapnel.mta.connect.BrokenConnectionException.Kind;

/** One transaction on an open dialogue: admission, envelope in groups of commands, data, results. Used once. */
final class MailTransaction {
    /**
     * Bytes of commands in one write. RFC 2920 3.1: a blocking client must not send so much that the server's replies
     * fill both directions; this fits the smallest windows in use.
     */
    private static final int GROUP_BYTES = 16 * 1024;

    /** One command and what its reply means. */
    private record Command(Stage stage, int recipient, int expected, Stage next) {}

    private final Dialogue dialogue;
    private final Capabilities offered;
    private final Envelope envelope;
    private final BodySource body;
    private final Steps steps;
    private final Admission admission;
    private final Outcomes outcomes;
    private final boolean chunking;
    private Stage stage = Stage.MAIL;
    private boolean needsReset;
    private boolean dataOpen;
    private boolean dataSent;
    private Optional<Kind> broken = Optional.empty();
    private long bodyOctets;

    MailTransaction(
            Dialogue dialogue,
            Capabilities offered,
            Envelope envelope,
            BodySource body,
            Steps steps,
            boolean needsReset) {
        this.dialogue = dialogue;
        this.offered = offered;
        this.envelope = envelope;
        this.body = body;
        this.steps = steps;
        this.needsReset = needsReset;
        this.admission = new Admission(offered, envelope, body);
        this.outcomes = new Outcomes(envelope.recipients());
        this.chunking = dialogue.settings().chunking() && offered.offers("CHUNKING");
    }

    /** The server still holds parts of this transaction: RSET must go first next time. */
    boolean needsReset() {
        return needsReset;
    }

    Transmission run() {
        long answersBefore = dialogue.answers();
        admission.check(outcomes);
        try {
            if (outcomes.anyOpen()) {
                talk();
            }
        } catch (AttemptEndedException e) {
            if (dataOpen) {
                dialogue.abandon(); // RFC 5321 4.1.1.4: only hanging up takes unfinished data back
            }
            outcomes.settleOpen(stage, Reply.local(451, "4.3.0", String.valueOf(e.getMessage())), dataSent);
        } catch (BrokenConnectionException e) {
            broken = Optional.of(e.kind());
            dialogue.abandon();
            String text = e.getMessage() + " at " + stage;
            Reply reply =
                    dialogue.closing().orElseGet(() -> Reply.local(451, e.kind().enhanced(), text));
            outcomes.settleOpen(stage, reply, dataSent);
        }
        boolean answered = dialogue.answers() > answersBefore;
        return new Transmission(outcomes.results(), dialogue.usable(), broken, answered, bodyOctets);
    }

    private void talk() throws BrokenConnectionException, AttemptEndedException {
        boolean ready = sendEnvelope();
        if (!outcomes.anyOpen()) {
            return;
        }
        if (chunking) {
            new ChunkSender().send();
        } else if (ready) {
            sendData();
        }
        readEnd();
    }

    /** Writes RSET, MAIL, RCPT and DATA in groups and reads their replies; true when the server waits for the data. */
    private boolean sendEnvelope() throws BrokenConnectionException, AttemptEndedException {
        boolean pipelining = dialogue.settings().pipelining() && offered.offers("PIPELINING");
        List<Command> left = plan();
        int at = 0;
        while (at < left.size() && outcomes.anyOpen()) {
            StringBuilder lines = new StringBuilder(256);
            List<Command> group = new ArrayList<>();
            do {
                Command command = left.get(at);
                boolean pointless = command.stage() == Stage.DATA && !pending(group) && outcomes.acceptedCount() == 0;
                if (!pointless) {
                    stage = command.stage();
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
        if (needsReset) {
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
                refuse(steps.beforeMailFrom(envelope.sender(), parameters));
                yield admission.line("MAIL FROM:", envelope.sender(), parameters);
            }
            case RCPT -> {
                Recipient recipient = envelope.recipients().get(command.recipient());
                List<String> parameters = admission.rcptParameters(recipient);
                refuse(steps.beforeRcptTo(recipient, parameters));
                yield admission.line("RCPT TO:", recipient.address(), parameters);
            }
            default -> command.stage() + "\r\n";
        };
    }

    /** True when DATA was answered by 354 and somebody is to get the message. */
    private boolean exchange(StringBuilder lines, List<Command> group)
            throws BrokenConnectionException, AttemptEndedException {
        stage = group.get(0).stage();
        dialogue.command(lines, group.size(), stage);
        boolean ready = false;
        for (Command command : group) {
            stage = command.stage();
            // Assumed until the reply is judged: a listener may end the attempt in between.
            needsReset |= stage == Stage.MAIL;
            dataOpen = stage == Stage.DATA;
            Reply reply = dialogue.read(stage, command.expected(), command.next(), steps);
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
                needsReset = !reply.positive();
                if (needsReset) { // a server that can't forget the last transaction can't take another
                    throw new BrokenConnectionException(Kind.PROTOCOL, "RSET answered by " + reply.text());
                }
            }
            case MAIL -> {
                needsReset = reply.positive();
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
        dataOpen = go;
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
        stage = Stage.END;
        dialogue.command(".\r\n", 1, Stage.END);
        dialogue.read(Stage.END, 554, Stage.IDLE, steps);
        needsReset = false;
        dataOpen = false;
    }

    private void sendData() throws BrokenConnectionException, AttemptEndedException {
        long bodyDeadline = dialogue.deadline(dialogue.settings().bodyLimit());
        byte[] dot = ".\r\n".getBytes(StandardCharsets.US_ASCII);
        stage = Stage.END;
        new BodyWriter(body, true, 0, (bytes, offset, length, last) -> {
                    if (last) {
                        refuse(steps.beforeEndOfData());
                    }
                    writeBlock(bytes, offset, length, bodyDeadline);
                    bodyOctets += last ? length - dot.length : length;
                })
                .send(body, dot);
        dataOpen = false;
        dataSent = true;
        dialogue.expect(repliesAtEnd());
    }

    private void writeBlock(byte[] bytes, int offset, int length, long bodyDeadline) throws BrokenConnectionException {
        long block = dialogue.deadline(dialogue.settings().dataBlockLimit());
        try {
            dialogue.write(bytes, offset, length, block - bodyDeadline < 0 ? block : bodyDeadline);
        } catch (BrokenConnectionException e) {
            if (e.kind() == Kind.NETWORK) {
                // A server that has had enough says so and hangs up: its word is worth more than "broken pipe".
                dialogue.lastWords()
                        .filter(reply -> reply.code() >= 400)
                        .ifPresent(reply -> outcomes.settleOpen(Stage.END, reply, false));
            }
            throw e;
        }
    }

    private int repliesAtEnd() {
        return dialogue.settings().lmtp() ? outcomes.acceptedCount() : 1;
    }

    /** RFC 5321 4.1.1.4 one reply for all; RFC 2033 4.2 one for each recipient that was taken. */
    private void readEnd() throws BrokenConnectionException, AttemptEndedException {
        if (!dataSent) {
            return;
        }
        stage = Stage.END;
        boolean lmtp = dialogue.settings().lmtp();
        for (int recipient : outcomes.accepted()) {
            Reply reply = dialogue.read(Stage.END, 250, Stage.IDLE, steps);
            if (reply.code() >= 300 && reply.code() < 400) {
                throw new BrokenConnectionException(Kind.PROTOCOL, "reply " + reply.text() + " can't stand here");
            }
            if (!lmtp) {
                outcomes.settleOpen(Stage.END, reply, false);
                break;
            }
            outcomes.settle(recipient, Stage.END, reply);
        }
        needsReset = chunking && !outcomes.anyDelivered(); // RFC 3030 2: a failed BDAT leaves the transaction open
    }

    /** The body as BDAT chunks, each answered before the next is sent (RFC 3030 2). */
    private final class ChunkSender {
        private static final int HEADROOM = 32;
        private final long bodyDeadline = dialogue.deadline(dialogue.settings().bodyLimit());

        void send() throws BrokenConnectionException, AttemptEndedException {
            stage = Stage.DATA;
            new BodyWriter(body, false, HEADROOM, this::chunk).send(body, new byte[0]);
        }

        private void chunk(byte[] bytes, int offset, int length, boolean last)
                throws BrokenConnectionException, AttemptEndedException {
            if (!outcomes.anyOpen()) {
                return; // an earlier chunk was refused
            }
            if (last) {
                refuse(steps.beforeEndOfData());
            }
            byte[] verb = ("BDAT " + length + (last ? " LAST\r\n" : "\r\n")).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(verb, 0, bytes, offset - verb.length, verb.length);
            needsReset = true;
            writeBlock(bytes, offset - verb.length, length + verb.length, bodyDeadline);
            bodyOctets += length;
            dataSent = last;
            dialogue.expect(last ? repliesAtEnd() : 1);
            if (!last) {
                Reply reply = dialogue.read(Stage.DATA, 250, Stage.DATA, steps);
                if (!reply.positive()) {
                    outcomes.settleOpen(Stage.DATA, reply, false);
                }
            }
        }
    }

    private static void refuse(Optional<String> reason) throws AttemptEndedException {
        if (reason.isPresent()) {
            throw new AttemptEndedException(reason.get());
        }
    }
}
