package org.grapnel.mta.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.mail.Content;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.mta.spool.Spool;
import org.jspecify.annotations.Nullable;

/**
 * One accepted mail in spool and queue. What never changes stands in fields; what a delivery attempt changes is one immutable
 * {@link State}, replaced by whoever owns the message at that time (the queue hands it to one attempt at a time) and read by anybody.
 */
public final class MailMessage implements Message {
    /** Where the message is, for listings. */
    public enum Place {
        ACTIVE,
        DELAYED,
        DELIVERING,
        HELD,
        OWNED
    }

    /**
     * What attempts change.
     *
     * @param recipients those without a final event
     * @param nextAttempt milliseconds since the epoch
     * @param held a reason why an operator must decide, or null
     * @param failure a reply by which the message fails as soon as it is attempted, or null
     */
    public record State(
            List<Recipient> recipients,
            int attempts,
            long nextAttempt,
            @Nullable String lastError,
            @Nullable String held,
            @Nullable Reply failure) {}

    /** What the messages of one spool share. */
    public record Home(Spool spool, Hooks live) {}

    private final Home home;
    private final long id;
    private final MailAddress sender;
    private final Map<String, String> senderParameters;
    private final Map<String, String> context;
    private final long size;
    private final long received;
    private final long expiry;
    private final String routingDomain;
    private final String binding;
    private final int priority;
    private volatile State state;
    private volatile Place place = Place.ACTIVE;
    private volatile @Nullable Bag bag;

    MailMessage(
            Home home,
            long id,
            MailAddress sender,
            Map<String, String> senderParameters,
            Map<String, String> context,
            long size,
            long received,
            long expiry,
            String routingDomain,
            String binding,
            int priority,
            State state) {
        this.home = home;
        this.id = id;
        this.sender = sender;
        this.senderParameters = senderParameters;
        this.context = context;
        this.size = size;
        this.received = received;
        this.expiry = expiry;
        this.routingDomain = routingDomain;
        this.binding = binding;
        this.priority = priority;
        this.state = state;
    }

    /** The message that a draft becomes when it is stored. */
    public static MailMessage of(Home home, Draft draft) {
        return new MailMessage(
                home,
                draft.number(),
                draft.sender(),
                draft.senderParameters(),
                draft.context(),
                draft.size(),
                draft.received().toEpochMilli(),
                draft.expiry().toEpochMilli(),
                draft.routingDomain(),
                draft.binding(),
                draft.priority(),
                new State(
                        draft.recipients(),
                        0,
                        draft.received().toEpochMilli(),
                        null,
                        draft.held() ? draft.lastError().orElse("held") : null,
                        draft.failure().orElse(null)));
    }

    public long number() {
        return id;
    }

    public State state() {
        return state;
    }

    /** Only the owner of the moment calls this. */
    public void state(State changed) {
        state = changed;
    }

    public Place place() {
        return place;
    }

    public void place(Place now) {
        place = now;
    }

    @Override
    public String id() {
        return Ids.text(id);
    }

    @Override
    public MailAddress sender() {
        return sender;
    }

    @Override
    public Map<String, String> senderParameters() {
        return senderParameters;
    }

    @Override
    public List<Recipient> recipients() {
        return state.recipients();
    }

    @Override
    public Content content() {
        return new SpooledContent(home.spool(), id, size, MimeReading.of(this, home::live));
    }

    @Override
    public Instant received() {
        return Instant.ofEpochMilli(received);
    }

    @Override
    public Map<String, String> context() {
        return context;
    }

    @Override
    public Optional<String> lastError() {
        return Optional.ofNullable(state.lastError());
    }

    @Override
    public boolean held() {
        return state.held() != null;
    }

    @Override
    public String routingDomain() {
        return routingDomain;
    }

    @Override
    public String binding() {
        return binding;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int attempts() {
        return state.attempts();
    }

    @Override
    public Instant nextAttempt() {
        return Instant.ofEpochMilli(state.nextAttempt());
    }

    @Override
    public Instant expiry() {
        return Instant.ofEpochMilli(expiry);
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public <T> Optional<T> attachment(AttachmentKey<T> key) {
        return bag().find(key);
    }

    @Override
    public <T> void attach(AttachmentKey<T> key, T value) {
        bag().put(key, value);
    }

    @Override
    public void detach(AttachmentKey<?> key) {
        bag().remove(key);
    }

    /** Made when first used: most of a million queued messages never have one. */
    private synchronized Bag bag() {
        Bag own = bag;
        if (own == null) {
            own = new Bag(this, null, home::live);
            bag = own;
        }
        return own;
    }

    @Override
    public String toString() {
        return "message " + id();
    }
}
