package org.grapnel.mta.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is known of a message but seldom needed, so that it may stay in the spool while the message waits.
 *
 * @param senderParameters never change
 * @param context never changes
 * @param attempts the last ones, oldest first
 */
record Details(Map<String, String> senderParameters, Map<String, String> context, List<PastAttempt> attempts) {
    static final Details NONE = new Details(Map.of(), Map.of(), List.of());

    static Details of(Map<String, String> senderParameters, Map<String, String> context, List<PastAttempt> attempts) {
        Details details = new Details(senderParameters, context, attempts);
        return details.isEmpty() ? NONE : details;
    }

    boolean isEmpty() {
        return senderParameters.isEmpty() && context.isEmpty() && attempts.isEmpty();
    }

    Details after(PastAttempt attempt) {
        List<PastAttempt> last = new ArrayList<>(attempts);
        last.add(attempt);
        int first = Math.max(0, last.size() - PastAttempt.MOST);
        return new Details(senderParameters, context, List.copyOf(last.subList(first, last.size())));
    }
}
