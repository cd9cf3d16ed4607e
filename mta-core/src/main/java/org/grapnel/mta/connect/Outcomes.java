package org.grapnel.mta.connect;

import java.util.ArrayList;
import java.util.List;
import org.grapnel.mta.connect.RecipientResult.Outcome;
import org.jspecify.annotations.Nullable;

/** The results of a transaction while it runs: each recipient is settled once, or stays open. */
final class Outcomes {
    private final List<Recipient> recipients;
    private final @Nullable RecipientResult[] results;
    private final boolean[] accepted;
    private int acceptedCount;

    Outcomes(List<Recipient> recipients) {
        this.recipients = recipients;
        this.results = new RecipientResult[recipients.size()];
        this.accepted = new boolean[recipients.size()];
    }

    boolean isOpen(int recipient) {
        return results[recipient] == null;
    }

    boolean anyOpen() {
        for (int i = 0; i < results.length; i++) {
            if (isOpen(i)) {
                return true;
            }
        }
        return false;
    }

    boolean anyDelivered() {
        for (RecipientResult result : results) {
            if (result != null && result.outcome() == Outcome.DELIVERED) {
                return true;
            }
        }
        return false;
    }

    /** The server took this recipient; the data decides. */
    void accept(int recipient) {
        accepted[recipient] = true;
        acceptedCount++;
    }

    /** Recipients the server took, in the order of their RCPT. */
    int[] accepted() {
        int[] indexes = new int[acceptedCount];
        int count = 0;
        for (int i = 0; i < accepted.length; i++) {
            if (accepted[i]) {
                indexes[count++] = i;
            }
        }
        return indexes;
    }

    int acceptedCount() {
        return acceptedCount;
    }

    void settle(int recipient, Stage stage, Reply reply) {
        settle(recipient, stage, reply, false);
    }

    void settleOpen(Stage stage, Reply reply, boolean uncertain) {
        for (int i = 0; i < results.length; i++) {
            if (isOpen(i)) {
                settle(i, stage, reply, uncertain);
            }
        }
    }

    private void settle(int recipient, Stage stage, Reply reply, boolean uncertain) {
        Outcome outcome = reply.positive() && !uncertain
                ? Outcome.DELIVERED
                : reply.permanentFailure() && !uncertain ? Outcome.PERMANENT : Outcome.TRANSIENT;
        results[recipient] = new RecipientResult(recipients.get(recipient), outcome, stage, reply, uncertain);
    }

    List<RecipientResult> results() {
        List<RecipientResult> list = new ArrayList<>(results.length);
        for (int i = 0; i < results.length; i++) {
            RecipientResult result = results[i];
            if (result == null) {
                throw new IllegalStateException("recipient " + i + " was never settled");
            }
            list.add(result);
        }
        return list;
    }
}
