package org.grapnel.mta.mail;

import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
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
 *
 * <p>There may be a million of them: they share words, and what is seldom needed ({@link Details}) stays in the spool while a message
 * of a long queue waits.
 */
public final class MailMessage implements Message {
    /** Where the message is, for listings. */
    public enum Place {
        ACTIVE,
        DELAYED,
        DELIVERING,
        HELD,
        OWNED,
        CHANGING
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
            @Nullable Reply failure) {
        public State {
            lastError = Shared.wordOrNull(lastError);
            held = Shared.wordOrNull(held);
        }

        /** The same, due at another time. */
        public State due(long time) {
            return new State(recipients, attempts, time, lastError, held, failure);
        }

        /** The same, held for a reason, or no more. */
        public State held(@Nullable String reason) {
            return new State(recipients, attempts, nextAttempt, lastError, reason, failure);
        }
    }

    /** What the messages of one spool share. */
    public record Home(Spool spool, Hooks live) {}

    private static final AtomicReferenceFieldUpdater<MailMessage, Place> PLACE =
            AtomicReferenceFieldUpdater.newUpdater(MailMessage.class, Place.class, "place");

    private static final AtomicReferenceFieldUpdater<MailMessage, Details> DETAILS =
            AtomicReferenceFieldUpdater.newUpdater(MailMessage.class, Details.class, "details");

    private final Home home;
    private final long id;
    private final MailAddress sender;
    private final long size;
    private final long received;
    private final long expiry;
    private final byte priority;
    private volatile String routingDomain;
    private volatile String binding;
    private volatile @Nullable Details details; // null while only the spool has them
    private volatile @Nullable Details unwritten; // those of them that the spool does not have yet
    private volatile State state;
    private volatile Place place = Place.ACTIVE;
    private int slot; // guarded by the lock of the Domain whose set it is in
    private volatile @Nullable Bag bag;

    /**
     * What others have in common with it is shared already.
     *
     * @param details null where they are left to the spool, which has them
     */
    MailMessage(
            Home home,
            long id,
            MailAddress sender,
            @Nullable Details details,
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
        this.details = details;
        this.size = size;
        this.received = received;
        this.expiry = expiry;
        this.routingDomain = Shared.word(routingDomain);
        this.binding = Shared.word(binding);
        this.priority = (byte) priority;
        this.state = state;
    }

    /** The message that a draft becomes when it is stored. */
    public static MailMessage of(Home home, Draft draft) {
        return new MailMessage(
                home,
                draft.number(),
                Shared.address(draft.sender()),
                Details.of(draft.senderParameters(), draft.context(), List.of()),
                draft.size(),
                draft.received().toEpochMilli(),
                draft.expiry().toEpochMilli(),
                draft.routingDomain(),
                draft.binding(),
                draft.priority(),
                new State(
                        Shared.recipients(draft.recipients()),
                        0,
                        draft.received().toEpochMilli(),
                        null,
                        draft.held() ? draft.lastError().orElse("held") : null,
                        draft.failure().orElse(null)));
    }

    /** The same message with one more entry of context; for one that nobody else knows yet. */
    public MailMessage withContext(String key, String value) {
        Map<String, String> more = new java.util.HashMap<>(context());
        more.put(key, value);
        return new MailMessage(
                home,
                id,
                sender,
                Details.of(senderParameters(), Map.copyOf(more), pastAttempts()),
                size,
                received,
                expiry,
                routingDomain,
                binding,
                priority,
                state);
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

    /** Only the owner of the moment calls this, while the message is in no queue. */
    public void readdress(String newRoutingDomain, String newBinding) {
        routingDomain = Shared.word(newRoutingDomain);
        binding = Shared.word(newBinding);
    }

    public Place place() {
        return place;
    }

    public void place(Place now) {
        place = now;
    }

    /** Takes the message out of a place that is no set of a queue; false when somebody else was faster. */
    public boolean move(Place from, Place to) {
        return PLACE.compareAndSet(this, from, to);
    }

    /** Where it stands in the set that it is in; for that set alone. */
    public int slot() {
        return slot;
    }

    public void slot(int now) {
        slot = now;
    }

    /** Attempts that did not settle it, oldest first; the last ones only. */
    public List<PastAttempt> pastAttempts() {
        return details().attempts();
    }

    /**
     * Notes an attempt; it is kept with the next write of the metadata. Only the owner of the moment calls this.
     *
     * @return for {@link #written}
     */
    public Object note(PastAttempt attempt) {
        Details noted = details().after(attempt);
        unwritten = noted; // before it can be seen: until then the spool has no copy to read back
        details = noted;
        return noted;
    }

    /** What was noted then is on stable storage. */
    public void written(Object noted) {
        if (unwritten == noted) {
            unwritten = null;
        }
    }

    /** Leaves to the spool what it has and what is seldom needed. Only for messages whose metadata is durable; for any thread. */
    @SuppressWarnings("ReferenceEquality") // that very copy is not written yet
    public void pageOut() {
        Details known = details;
        if (known != null && known != unwritten && !known.isEmpty()) {
            DETAILS.compareAndSet(this, known, null);
        }
    }

    private Details details() {
        Details known = details;
        return known != null ? known : pageIn();
    }

    private synchronized Details pageIn() {
        Details known = details;
        if (known == null) {
            known = PageIn.read(home, id);
            details = known; // before the handlers are called, who may ask for them
            try {
                PageIn.admit(home, this);
            } catch (UncheckedIOException e) {
                details = null;
                throw e;
            }
        }
        return known;
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
        return details().senderParameters();
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
        return details().context();
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
