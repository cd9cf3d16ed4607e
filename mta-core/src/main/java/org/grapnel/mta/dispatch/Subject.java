package org.grapnel.mta.dispatch;

import org.grapnel.hook.Attachments;
import org.grapnel.hook.mail.QueuedMessage;
import org.jspecify.annotations.Nullable;

/** Names what a call was about, for the log: sessions, transactions and messages say their id in toString. */
final class Subject {
    private Subject() {}

    static String of(@Nullable Object... arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Attachments || argument instanceof QueuedMessage) {
                return argument.toString();
            }
        }
        return arguments.length > 0 && arguments[0] != null ? clipped(arguments[0].toString()) : "no session";
    }

    private static String clipped(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
