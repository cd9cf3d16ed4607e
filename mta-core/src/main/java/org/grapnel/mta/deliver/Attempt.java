package org.grapnel.mta.deliver;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Reply;
import org.grapnel.hook.bounce.DsnAction;
import org.grapnel.hook.connect.Delivery;
import org.grapnel.hook.connect.OutboundConnection;
import org.grapnel.hook.deliver.BodyModify;
import org.grapnel.hook.deliver.RecipientOutcome;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.session.EsmtpKeywords;
import org.grapnel.mta.connect.BodySource;
import org.grapnel.mta.connect.Envelope;
import org.grapnel.mta.connect.RecipientResult;
import org.grapnel.mta.connect.Stage;
import org.grapnel.mta.connect.Transmission;
import org.grapnel.mta.mail.Bag;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.mail.StatusRequests;
import org.jspecify.annotations.Nullable;

/** One message on one connection. Belongs to the connection's thread. */
final class Attempt implements Delivery {
    private final Hooks hooks;
    private final OpenConnection connection;
    private final MailMessage message;
    private final Supplier<Optional<String>> earlierDurable;
    private final List<Recipient> recipients;
    private final Bag bag;
    private @Nullable Recipient current;
    private @Nullable Reply lastReply;
    private @Nullable Transmission transmission;

    /** @param earlierDurable waits until what followed from the message before this one is on stable storage; a reason where it is not */
    Attempt(
            Hooks hooks,
            OpenConnection connection,
            MailMessage message,
            DeliveryServices services,
            Supplier<Optional<String>> earlierDurable) {
        this.hooks = hooks;
        this.connection = connection;
        this.message = message;
        this.earlierDurable = earlierDurable;
        this.recipients = message.recipients();
        this.bag = new Bag(this, null, () -> hooks);
    }

    /** Sends the message; false when the server was gone, or took its leave, before it heard of the message. */
    boolean send() {
        Transmission sent = connection.client().send(envelope(), body(), new HookedSteps(hooks, this, earlierDurable));
        transmission = sent;
        return sent.broken().isEmpty() || (sent.answered() && !saidGoodbye(sent));
    }

    /** RFC 5321 3.8: a server that has waited long enough says 421, which stands there as the answer to the next command. */
    private static boolean saidGoodbye(Transmission sent) {
        return sent.results().stream()
                .allMatch(result ->
                        result.reply().code() == 421 && (result.stage() == Stage.MAIL || result.stage() == Stage.RSET));
    }

    /** One outcome for each recipient. */
    List<RecipientOutcome> results() {
        List<RecipientOutcome> outcomes = new ArrayList<>();
        List<RecipientResult> results = sent().results();
        for (int i = 0; i < results.size(); i++) {
            Reply reply = Answers.reply(results.get(i).reply());
            outcomes.add(new RecipientOutcome(recipients.get(i), outcome(results.get(i), reply)));
        }
        return outcomes;
    }

    /** The reply by whose class the recipient is judged; a verdict of the client's overrides an odd code. */
    private static Reply outcome(RecipientResult result, Reply reply) {
        return switch (result.outcome()) {
            case DELIVERED -> reply;
            case TRANSIENT -> reply.isTransient() ? reply : Reply.of(451, "4.5.0", reply.toString());
            case PERMANENT -> reply.isPermanent() ? reply : Reply.of(554, "5.5.0", reply.toString());
        };
    }

    /** What the sender is to be told of a success; nothing where the next hop has taken that over (RFC 3461 5.2.1). */
    Optional<DsnAction> success() {
        return connection.client().capabilities().offers("DSN") ? Optional.empty() : Optional.of(DsnAction.RELAYED);
    }

    /** What the destination put it off with, where that was for a reason of the destination's own. */
    Optional<Reply> refusal() {
        return Refusals.first(sent().results());
    }

    boolean usable() {
        return sent().usable();
    }

    private Transmission sent() {
        return java.util.Objects.requireNonNull(transmission, "nothing was sent yet");
    }

    private Envelope envelope() {
        List<org.grapnel.mta.connect.Recipient> addressed = recipients.stream()
                .map(recipient -> new org.grapnel.mta.connect.Recipient(
                        recipient.address().toString(), words(recipient.parameters())))
                .toList();
        return new Envelope(message.sender().toString(), parameters(), addressed, declared("SMTPUTF8"));
    }

    /** Those of MAIL that go on to the next hop (RFC 3461 5.2, RFC 8689 4.2.1). */
    private List<String> parameters() {
        List<String> parameters = new ArrayList<>(StatusRequests.forNextHop(message.senderParameters()));
        parameters.addAll(RequiredTls.parameters(message));
        return parameters;
    }

    /** A parameter of MAIL that the sender gave. */
    private boolean declared(String keyword) {
        return message.senderParameters().containsKey(keyword);
    }

    private static List<String> words(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getValue().isEmpty() ? entry.getKey() : entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    private BodySource body() {
        boolean modified = hooks.anyFor(BodyModify.POINT);
        String declared = message.senderParameters().getOrDefault("BODY", "");
        boolean eightBit = "8BITMIME".equalsIgnoreCase(declared);
        boolean binary = "BINARYMIME".equalsIgnoreCase(declared);
        return new BodySource() {
            @Override
            public OptionalLong size() {
                return modified ? OptionalLong.empty() : OptionalLong.of(message.size());
            }

            @Override
            public boolean eightBit() {
                return eightBit;
            }

            @Override
            public boolean binary() {
                return binary;
            }

            @Override
            public InputStream open() throws IOException {
                InputStream stored = message.content().open();
                return modified ? changed(stored) : stored;
            }
        };
    }

    /** A handler that failed half-way has read from the stream: without this the rest would go out as the whole. */
    private InputStream changed(InputStream stored) throws IOException {
        Watched watched = new Watched(stored);
        InputStream changed = hooks.call(BodyModify.POINT, watched, (Message) message);
        if (changed != watched || !watched.touched) {
            return changed;
        }
        stored.close();
        return message.content().open();
    }

    /** Knows whether anybody has read from it. */
    private static final class Watched extends FilterInputStream {
        private boolean touched;

        Watched(InputStream stored) {
            super(stored);
        }

        @Override
        public int read() throws IOException {
            touched = true;
            return super.read();
        }

        @Override
        public int read(byte[] block, int from, int length) throws IOException {
            touched = true;
            return super.read(block, from, length);
        }

        @Override
        public long skip(long count) throws IOException {
            touched = true;
            return super.skip(count);
        }

        @Override
        public void close() throws IOException {
            touched = true;
            super.close();
        }
    }

    void current(@Nullable Recipient recipient) {
        current = recipient;
    }

    Recipient recipient(String address) {
        return recipients.stream()
                .filter(recipient -> recipient.address().toString().equals(address))
                .findFirst()
                .orElseThrow();
    }

    void lastReply(Reply reply) {
        lastReply = reply;
    }

    @Override
    public OutboundConnection connection() {
        return connection;
    }

    @Override
    public Message message() {
        return message;
    }

    @Override
    public List<Message> batch() {
        return List.of(message);
    }

    @Override
    public Optional<Recipient> recipient() {
        return Optional.ofNullable(current);
    }

    @Override
    public EsmtpKeywords capabilities() {
        return connection.capabilities();
    }

    @Override
    public Optional<Reply> lastReply() {
        return Optional.ofNullable(lastReply);
    }

    @Override
    public <T> Optional<T> attachment(AttachmentKey<T> key) {
        return bag.find(key);
    }

    @Override
    public <T> void attach(AttachmentKey<T> key, T value) {
        bag.put(key, value);
    }

    @Override
    public void detach(AttachmentKey<?> key) {
        bag.remove(key);
    }

    @Override
    public String toString() {
        return "delivery of " + message;
    }
}
