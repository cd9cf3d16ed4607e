package org.grapnel.mta.mail;

/**
 * One delivery attempt that did not settle a message.
 *
 * @param time its end, in milliseconds since the epoch
 * @param host where it went; empty when no host was reached
 * @param reply what came of it, at most {@value #MAX_REPLY} characters
 */
public record PastAttempt(long time, String host, String reply) {
    /** The last ones are kept in the spool with the message. */
    public static final int MOST = 10;

    private static final int MAX_REPLY = 250;

    public PastAttempt {
        reply = reply.length() > MAX_REPLY ? reply.substring(0, MAX_REPLY - 1) + "…" : reply;
    }
}
