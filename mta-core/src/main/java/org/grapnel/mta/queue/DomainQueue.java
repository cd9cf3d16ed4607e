package org.grapnel.mta.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.MailQueue;
import org.grapnel.mta.mail.MailMessage;

/** The queue of one destination. Safe for use by any thread; maintenance is the scheduler's. */
public final class DomainQueue implements Domain, MailQueue {
    private final String name;
    private final Predicate<String> suspended;
    private final DomainSets sets;
    private final AtomicBoolean maintenancePlanned = new AtomicBoolean();
    private final AtomicBoolean urgent = new AtomicBoolean();
    private volatile long nextMaintenance = Long.MAX_VALUE;
    private volatile int shard = -1; // not chosen yet
    private volatile int opened;

    /** @param suspended whether messages through that binding may not leave now */
    DomainQueue(String name, Predicate<String> suspended, Census census) {
        this.name = name;
        this.sets = new DomainSets(census);
        this.suspended = suspended;
    }

    DomainSets sets() {
        return sets;
    }

    /** Runs with the lock on the sets of a binding. */
    <T> T locked(String binding, Function<BindingQueue, T> action) {
        return sets.locked(binding, action);
    }

    /** The same, where nothing is asked. */
    void change(String binding, Consumer<BindingQueue> action) {
        sets.change(binding, action);
    }

    /** Takes a message that a handler chose; false when it is not due here, or under way already, or suspended. */
    public boolean claim(Binding binding, MailMessage message) {
        return !suspended(binding.name()) && locked(binding.name(), queue -> queue.claim(message));
    }

    /** Messages that are due and that a handler keeps; none while they may not leave. */
    public int kept(Binding binding) {
        return suspended(binding.name()) ? 0 : locked(binding.name(), BindingQueue::kept);
    }

    /** Takes the head of the active set, if there is one and it may leave. */
    public Optional<MailMessage> take(Binding binding) {
        return suspended(binding.name()) ? Optional.empty() : locked(binding.name(), BindingQueue::take);
    }

    /** Takes the head of the active set, waiting for one up to the time given (zero = not at all) or until a handler keeps a message. */
    public Optional<MailMessage> take(Binding binding, Duration wait) throws InterruptedException {
        return sets.take(binding.name(), wait, () -> !suspended(binding.name()));
    }

    /** Takes a message out of its set to change it; false when it is not here, or under way. */
    boolean withdraw(MailMessage message) {
        return locked(message.binding(), queue -> queue.withdraw(message));
    }

    /** True when a connection could be of use: more messages are due than idle connections wait for them. */
    boolean wantsConnections(String binding, int most) {
        return !suspended(binding)
                && locked(binding, queue -> queue.active() > queue.waiting() && queue.connections() < most);
    }

    /** True when new mail is due, beside what was tried in vain. */
    public boolean anyUntried(Binding binding) {
        return locked(binding.name(), BindingQueue::untried) > 0;
    }

    /** True when messages are due that no handler keeps, and that may leave. */
    boolean anyUnkept() {
        return bindings().stream()
                .filter(binding -> !suspended(binding))
                .anyMatch(binding -> locked(binding, queue -> queue.active() > queue.kept()));
    }

    /** The names of those that have, or had, messages here. */
    public Collection<String> bindings() {
        return sets.names();
    }

    /** When the first delayed message is due. */
    Optional<Instant> nextDue() {
        return sets.nextDue();
    }

    /** All delayed messages of a binding become due at that time; tells how many. */
    int makeDue(String binding, Instant now) {
        return locked(binding, queue -> queue.makeDue(now));
    }

    AtomicBoolean urgent() {
        return urgent;
    }

    AtomicBoolean maintenancePlanned() {
        return maintenancePlanned;
    }

    long nextMaintenance() {
        return nextMaintenance;
    }

    void nextMaintenance(long millis) {
        nextMaintenance = millis;
    }

    /** The scheduler's shard that maintains it, or -1. */
    int shard() {
        return shard;
    }

    void shard(int number) {
        shard = number;
    }

    /** Connections that the last maintenance opened, as its handlers see it. */
    int opened() {
        return opened;
    }

    void opened(int number) {
        opened = number;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Domain domain() {
        return this;
    }

    @Override
    public int active() {
        return sets.sum(BindingQueue::active);
    }

    @Override
    public int delayed() {
        return sets.sum(BindingQueue::delayed);
    }

    @Override
    public int connections() {
        return sets.sum(BindingQueue::connections);
    }

    /** True when nothing of it may leave: the Domain as a whole is suspended, or every binding that it has messages for. */
    @Override
    public boolean suspended() {
        Collection<String> names = bindings();
        return names.isEmpty() ? suspended(Binding.DEFAULT) : names.stream().allMatch(this::suspended);
    }

    /** Connections of one binding, those that leave not included. */
    public int connections(Binding binding) {
        return locked(binding.name(), BindingQueue::staying);
    }

    /** Connections of one binding that work or are being opened; messages that are due may hope for them. */
    public int promising(Binding binding) {
        return locked(binding.name(), BindingQueue::promising);
    }

    /** One more begins to be opened (1), or one has failed or ended (-1). */
    public void promises(Binding binding, int change) {
        change(binding.name(), queue -> queue.promising(change));
    }

    /** A connection that was not to be had counts no more, though it is still there; it must end with {@link Queue#connectionLeft}. */
    public void leaves(Binding binding) {
        change(binding.name(), BindingQueue::leave);
    }

    /** A connection was refused beside others, which are all that the server wants to have; it is not asked for more before that time. */
    public void enoughUntil(Binding binding, Instant time) {
        change(binding.name(), queue -> queue.enoughUntil(time));
    }

    /** True when no message may leave through the binding now. */
    public boolean suspended(String binding) {
        return suspended.test(binding);
    }

    @Override
    public int active(Binding binding) {
        return locked(binding.name(), BindingQueue::active);
    }

    @Override
    public int delayed(Binding binding) {
        return locked(binding.name(), BindingQueue::delayed);
    }

    @Override
    public String toString() {
        return name;
    }
}
