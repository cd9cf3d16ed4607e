package org.grapnel.mta.dispatch;

import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.connect.Delivery;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.QueuedMessage;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.grapnel.mta.config.DomainSet;
import org.grapnel.mta.config.Networks;
import org.jspecify.annotations.Nullable;

/**
 * Restricts a handler to calls that concern certain listeners, client networks, domains or bindings. What a call does not tell
 * does not restrict: a handler that is limited to a listener still sees calls that have no session.
 */
public record Reach(
        Optional<Set<String>> listeners,
        Optional<Networks> networks,
        Optional<DomainSet> domains,
        Optional<Set<String>> bindings) {
    boolean covers(@Nullable Object... arguments) {
        for (Object argument : arguments) {
            if (argument != null && !covers(argument)) {
                return false;
            }
        }
        return true;
    }

    private boolean covers(Object argument) {
        if (argument instanceof Optional<?> optional) {
            return optional.isEmpty() || covers(optional.get());
        }
        if (argument instanceof Session session) {
            return covers(session);
        }
        if (argument instanceof Transaction transaction) {
            return covers(transaction.session());
        }
        if (argument instanceof QueuedMessage message) {
            return coversDomain(message.routingDomain()) && coversBinding(message.binding());
        }
        if (argument instanceof Delivery delivery) {
            return covers(delivery.message());
        }
        if (argument instanceof Domain domain) {
            return coversDomain(domain.name());
        }
        return !(argument instanceof Binding binding) || coversBinding(binding.name());
    }

    private boolean covers(Session session) {
        return listeners.map(names -> names.contains(session.listener())).orElse(true)
                && networks.map(nets -> nets.contains(session.remoteAddress().getAddress()))
                        .orElse(true);
    }

    private boolean coversDomain(String name) {
        return domains.map(set -> set.contains(name)).orElse(true);
    }

    private boolean coversBinding(String name) {
        return bindings.map(names -> names.contains(name)).orElse(true);
    }
}
