package org.grapnel.mta.config;

/** Options of the mails that are taken. */
public final class ReceptionOptions {
    static final OptionTable TABLE = new OptionTable();
    private static final long MB = 1024 * 1024;

    public static final Option<Long> MAX_MESSAGE_SIZE = TABLE.option( // RFC 1870; RFC 5321 4.5.3.1.7: at least 64 KB
            "max_message_size",
            Syntax.size(64 * 1024, 1024 * MB),
            50 * MB,
            OptionTable.BY_CLIENT,
            "The largest mail that is taken; offered as SIZE.");
    public static final Option<Integer> MAX_RECIPIENTS = TABLE.option( // RFC 5321 4.5.3.1.8: at least 100
            "max_recipients",
            Syntax.number(100, 1_000_000),
            1000,
            OptionTable.BY_CLIENT,
            "Recipients of one mail; further ones are told to come in another transaction.");
    public static final Option<Integer> MAX_LINE = TABLE.option( // RFC 5321 4.5.3.1.6: at least 1000
            "max_line",
            Syntax.number(1000, 1_000_000),
            65_536,
            OptionTable.BY_CLIENT,
            "The longest line of a mail in bytes, CRLF included; ordinary mail often breaks the standard's 1000.");
    public static final Option<Integer> MAX_HOPS = TABLE.option( // RFC 5321 6.3: at least 100
            "max_hops",
            Syntax.number(1, 10_000),
            100,
            OptionTable.BY_CLIENT,
            "Received fields in a mail; one with more is taken for a loop and refused.");

    public static final Option<LineEnds> LINE_ENDS = TABLE.option( // RFC 5321 2.3.8
            "line_ends",
            Syntax.oneOf(LineEnds.class),
            LineEnds.REFUSE,
            OptionTable.INBOUND,
            "What happens to a mail with bare LF, bare CR or NUL in its text: it is refused, or repaired (bare LF and"
                    + " CR become CRLF, NUL is left out). The data ends with CRLF.CRLF alone in either case.");

    private ReceptionOptions() {}
}
