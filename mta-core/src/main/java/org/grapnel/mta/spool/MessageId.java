package org.grapnel.mta.spool;

/** A message's number as people see it, in logs, answers and file names. */
public final class MessageId {
    /** Crockford base 32. */
    public static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static final int LENGTH = 13;

    private MessageId() {}

    /** 13 characters, in the order of the numbers. */
    public static String text(long id) {
        char[] text = new char[LENGTH];
        long rest = id;
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new String(text);
    }
}
