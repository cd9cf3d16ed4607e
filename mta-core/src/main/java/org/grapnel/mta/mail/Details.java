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

    @SuppressWarnings("ReferenceEquality") // two attempts may well be equal
    Details after(PastAttempt attempt) {
        if (!attempts.isEmpty() && attempts.get(attempts.size() - 1) == attempt) {
            return this; // noted before, and then what followed could not be stored
        }
        List<PastAttempt> last = new ArrayList<>(attempts);
        last.add(attempt);
        int first = Math.max(0, last.size() - PastAttempt.MOST);
        return new Details(senderParameters, context, List.copyOf(last.subList(first, last.size())));
    }
}
