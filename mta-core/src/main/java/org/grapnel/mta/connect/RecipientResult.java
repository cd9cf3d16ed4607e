package org.grapnel.mta.connect;

/**
 * What became of one recipient.
 *
 * @param stage whose reply (or failure) decided
 * @param reply the server's, or a local one in its place
 * @param uncertain the data was sent in full and no reply came: a retry may deliver twice
 */
public record RecipientResult(Recipient recipient, Outcome outcome, Stage stage, Reply reply, boolean uncertain) {
    /** The three ways an attempt ends. */
    public enum Outcome {
        DELIVERED,
        TRANSIENT,
        PERMANENT
    }
}
