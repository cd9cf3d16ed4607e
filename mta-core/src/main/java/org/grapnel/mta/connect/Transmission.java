package org.grapnel.mta.connect;

import java.util.List;
import java.util.Optional;
import org.grapnel.mta.connect.RecipientResult.Outcome;

/**
 * The result of one transaction.
 *
 * @param results one for each recipient, in the envelope's order
 * @param usable the connection can take another transaction
 * @param broken why the connection broke, where it did
 * @param answered the server gave at least one reply; without one, a reused connection was probably closed while idle and
 *     another connection may do better at once
 * @param bodyOctets octets of the body that were written, stuffing included
 */
public record Transmission(
        List<RecipientResult> results,
        boolean usable,
        Optional<BrokenConnectionException.Kind> broken,
        boolean answered,
        long bodyOctets) {
    /** Copied. */
    public Transmission {
        results = List.copyOf(results);
    }

    public boolean allDelivered() {
        return results.stream().allMatch(result -> result.outcome() == Outcome.DELIVERED);
    }

    public boolean uncertain() {
        return results.stream().anyMatch(RecipientResult::uncertain);
    }
}
