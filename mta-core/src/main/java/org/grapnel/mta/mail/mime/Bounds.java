package org.grapnel.mta.mail.mime;

/** How much of a tree is looked at: a mail of some megabytes can hold a million parts. */
final class Bounds {
    static final int PARTS = 1_000;
    static final int DEPTH = 30;
    /** Of one part. */
    static final int HEADER = 64 * 1024;
    /** Of all parts together. */
    static final int HEADERS = 1 << 20;
    /** Mails within mails. */
    static final int EMBEDDED = 10;

    private Bounds() {}
}
