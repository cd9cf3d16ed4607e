package org.grapnel.mta.dispatch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.temporal.Temporal;
import java.util.Optional;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.EditableMessage;
import org.grapnel.hook.mail.QueuedMessage;
import org.grapnel.hook.session.Session;

/** Knows which arguments of hooks a handler can only read. */
final class Harmless {
    private Harmless() {}

    static boolean cannotBeChanged(Object argument) {
        if (argument instanceof Optional<?> optional) {
            return optional.isEmpty() || cannotBeChanged(optional.get());
        }
        return argument instanceof Record
                || argument instanceof CharSequence
                || argument instanceof Number
                || argument instanceof Boolean
                || argument instanceof Enum
                || argument instanceof Temporal
                || argument instanceof Bytes
                || argument instanceof InetAddress
                || argument instanceof InetSocketAddress
                || argument instanceof Binding
                || argument instanceof Domain
                || argument instanceof Session
                || (argument instanceof QueuedMessage && !(argument instanceof EditableMessage));
    }
}
