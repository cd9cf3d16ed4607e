package org.grapnel.mta.dispatch;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import org.grapnel.hook.connect.Delivery;
import org.grapnel.hook.connect.OutboundConnection;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.QueuedMessage;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.session.Connection;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.grapnel.mta.config.Selection;
import org.jspecify.annotations.Nullable;

/**
 * Restricts a handler to calls that concern certain listeners, clients, domains or bindings. What a call does not tell does not restrict: a
 * handler that is limited to a listener still sees calls that have no session.
 *
 * @param domains of recipients before the data, of messages and queues after it
 */
public record Reach(
        Selection<String> listeners,
        Selection<InetAddress> networks,
        Selection<String> domains,
        Selection<String> bindings) {
    /** True when it restricts nothing. */
    boolean isOpen() {
        return listeners.isOpen() && networks.isOpen() && domains.isOpen() && bindings.isOpen();
    }

    boolean covers(@Nullable Object... arguments) {
        for (Object argument : arguments) {
            boolean decided = argument instanceof Recipient && hasMessage(arguments);
            if (argument != null && !decided && !covers(argument)) {
                return false;
            }
        }
        return true;
    }

    /** Then its routing domain counts, which may be another than that of its recipient. */
    private static boolean hasMessage(@Nullable Object... arguments) {
        return Arrays.stream(arguments).anyMatch(QueuedMessage.class::isInstance);
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
        if (argument instanceof Recipient recipient) {
            return domains.covers(recipient.address().domain());
        }
        if (argument instanceof QueuedMessage message) {
            return domains.covers(message.routingDomain()) && bindings.covers(message.binding());
        }
        if (argument instanceof Delivery delivery) {
            return covers(delivery.message());
        }
        if (argument instanceof OutboundConnection connection) {
            return domains.covers(connection.domain().name())
                    && bindings.covers(connection.binding().name());
        }
        if (argument instanceof Connection connection) {
            return networks.covers(connection.remoteAddress().getAddress()) && covers(connection.session());
        }
        if (argument instanceof Domain domain) {
            return domains.covers(domain.name());
        }
        return !(argument instanceof Binding binding) || bindings.covers(binding.name());
    }

    private boolean covers(Session session) {
        return listeners.covers(session.listener())
                && networks.covers(session.remoteAddress().getAddress());
    }
}
