package org.grapnel.mta.queue;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.grapnel.mta.mail.MailMessage;

/** The destinations that messages, or connections, are there for, by name. Safe for use by any thread. */
final class Domains {
    private final ConcurrentHashMap<String, DomainQueue> byName = new ConcurrentHashMap<>();
    private final Suspensions suspensions;
    private final Census census;

    Domains(Suspensions suspensions, Census census) {
        this.suspensions = suspensions;
        this.census = census;
    }

    /** Puts a message in a set of its destination, which is made where need be. */
    DomainQueue add(MailMessage message, boolean due) {
        DomainQueue domain = made(message.routingDomain());
        while (!domain.sets().add(message, due)) { // closed as empty a moment ago
            forget(domain);
            domain = made(message.routingDomain());
        }
        return domain;
    }

    private DomainQueue made(String name) {
        return byName.computeIfAbsent(name, this::loose);
    }

    /** One that nothing is queued for. */
    DomainQueue loose(String name) {
        return new DomainQueue(name, binding -> suspensions.covers(name, binding), census);
    }

    void forget(DomainQueue domain) {
        byName.remove(domain.name(), domain);
    }

    Optional<DomainQueue> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** In no particular order. */
    Collection<DomainQueue> all() {
        return Collections.unmodifiableCollection(byName.values());
    }
}
