package org.grapnel.mta.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.mail.EditableMessage;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.mta.dispatch.Copyable;
import org.jspecify.annotations.Nullable;

/** A message that is still being made: its content, context and binding may be changed. Belongs to the reception's thread. */
public final class Draft implements EditableMessage, Copyable {
    private static final int MAX_CONTEXT_ENTRIES = 100;
    private static final int MAX_CONTEXT_CHARS = 64 * 1024;

    private final long id;
    private final MailAddress sender;
    private final Map<String, String> senderParameters;
    private final List<Recipient> recipients;
    private final MailContent content;
    /** Guarded by itself: a handler may keep the message and change it on a thread of its own. */
    private final Map<String, String> context;

    private final Instant received;
    private final Instant expiry;
    private final Making making;
    private final Bag bag;
    private String binding;
    private String routingDomain;
    private int priority = 5;
    private @Nullable String held;
    private @Nullable Reply failure;

    /**
     * What all drafts of one reception share.
     *
     * @param outer the transaction's attachments, if a transaction is the source
     * @param bindingExists tells whether a binding of that name is configured
     */
    public record Making(Ids ids, Supplier<Hooks> hooks, @Nullable Bag outer, Predicate<String> bindingExists) {}

    public Draft(
            Making making,
            MailAddress sender,
            Map<String, String> senderParameters,
            List<Recipient> recipients,
            MailContent content,
            Map<String, String> context,
            Instant received,
            Instant expiry,
            String binding) {
        this.making = making;
        this.id = making.ids.next();
        this.sender = sender;
        this.senderParameters = Map.copyOf(senderParameters);
        this.recipients = List.copyOf(recipients);
        this.content = content;
        this.context = new TreeMap<>();
        this.received = received;
        this.expiry = expiry;
        this.binding = binding;
        this.routingDomain = recipients.get(0).address().domain();
        this.bag = new Bag(this, making.outer, making.hooks);
        content.read(MimeReading.of(this, making.hooks));
        context.forEach(this::put);
    }

    private Draft(Draft original, boolean shadow) {
        this.making = original.making;
        this.id = original.id;
        this.sender = original.sender;
        this.senderParameters = original.senderParameters;
        this.recipients = original.recipients;
        this.content = original.content.copy();
        this.context = new TreeMap<>(original.context());
        this.received = original.received;
        this.expiry = original.expiry;
        this.bag = shadow ? original.bag.inner(this) : original.bag;
        this.binding = original.binding;
        this.routingDomain = original.routingDomain;
        this.priority = original.priority;
        this.held = original.held;
        this.failure = original.failure;
    }

    @Override
    public Draft copyFor(boolean shadow) {
        return new Draft(this, shadow);
    }

    @Override
    public void adopt(Object copy) {
        Draft changed = (Draft) copy;
        content.adopt(changed.content);
        synchronized (context) {
            context.clear();
            context.putAll(changed.context());
        }
        binding = changed.binding;
        priority = changed.priority;
    }

    /** The same message for some of its recipients; content and context are copies that may go their own ways. */
    public Draft forRecipients(List<Recipient> some) {
        Draft copy =
                new Draft(making, sender, senderParameters, some, content.copy(), context(), received, expiry, binding);
        copy.routingDomain = routingDomain;
        copy.priority = priority;
        copy.held = held;
        copy.failure = failure;
        return copy;
    }

    /** True when the two differ in nothing but their recipients, so that they can travel as one. */
    public boolean sameAs(Draft other) {
        return binding.equals(other.binding)
                && routingDomain.equals(other.routingDomain)
                && priority == other.priority
                && context().equals(other.context())
                && content.sameAs(other.content);
    }

    /** Equal for all drafts that are {@link #sameAs the same}. */
    public int likeness() {
        return java.util.Objects.hash(binding, routingDomain, priority, context(), content.likeness());
    }

    public long number() {
        return id;
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
        return recipients;
    }

    @Override
    public MailContent content() {
        return content;
    }

    @Override
    public Instant received() {
        return received;
    }

    @Override
    public Map<String, String> context() {
        synchronized (context) {
            return Map.copyOf(context);
        }
    }

    @Override
    public void context(String key, String value) {
        synchronized (context) {
            put(key, value);
        }
    }

    private void put(String key, String value) {
        int chars = key.length() + value.length();
        for (Map.Entry<String, String> entry : context.entrySet()) {
            chars += entry.getKey().equals(key)
                    ? 0
                    : entry.getKey().length() + entry.getValue().length();
        }
        if (chars > MAX_CONTEXT_CHARS || (context.size() >= MAX_CONTEXT_ENTRIES && !context.containsKey(key))) {
            throw new IllegalArgumentException(key + ": the context of " + this + " is full; it takes "
                    + MAX_CONTEXT_ENTRIES + " entries and 64 KB");
        }
        context.put(key, value);
    }

    @Override
    public void bind(String name) {
        if (!making.bindingExists.test(name)) {
            throw new IllegalArgumentException(
                    name + ": no such binding; configure binding." + name + ".bind_address or another option of it");
        }
        binding = name;
    }

    @Override
    public String binding() {
        return binding;
    }

    @Override
    public void priority(int wanted) {
        if (wanted < 0 || wanted > 9) {
            throw new IllegalArgumentException(wanted + ": a priority is 0–9");
        }
        priority = wanted;
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public String routingDomain() {
        return routingDomain;
    }

    public void routingDomain(String domain) {
        routingDomain = domain;
    }

    /** Keeps the message on hold, for the reason given. */
    public void hold(String reason) {
        held = reason;
    }

    /** Has the message fail for good as soon as it is in the queue: its recipient was refused after others had been accepted. */
    public void fail(Reply reason) {
        failure = reason;
    }

    public Optional<Reply> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public boolean held() {
        return held != null;
    }

    @Override
    public Optional<String> lastError() {
        return Optional.ofNullable(held);
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public int attempts() {
        return 0;
    }

    @Override
    public Instant nextAttempt() {
        return received;
    }

    @Override
    public Instant expiry() {
        return expiry;
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
        return "message " + id();
    }
}
