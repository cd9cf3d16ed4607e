package org.grapnel.mta.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Options of authentication (SMTP AUTH, RFC 4954). */
public final class AuthOptions {
    static final OptionTable TABLE = new OptionTable();

    private static final List<String> KNOWN =
            List.of("SCRAM-SHA-256", "PLAIN", "LOGIN", "CRAM-MD5", "EXTERNAL", "OAUTHBEARER");
    private static final ValueType<List<String>> MECHANISM_LIST = ValueType.list(
            "a list of mechanisms: " + String.join(", ", KNOWN), AuthOptions::mechanisms, names -> names);

    public static final Option<List<String>> MECHANISMS = TABLE.option(
            "auth.mechanisms",
            MECHANISM_LIST,
            KNOWN,
            OptionTable.INBOUND,
            "Mechanisms of AUTH in the order in which EHLO shows them; each only where it can be used: with users, for CRAM-MD5 with"
                    + " readable secrets, for OAUTHBEARER with a plugin that checks tokens, for EXTERNAL with a verified client"
                    + " certificate. None = no AUTH.");
    public static final Option<Boolean> WITHOUT_TLS = TABLE.option(
            "auth.without_tls",
            Syntax.YES_OR_NO,
            false,
            OptionTable.INBOUND,
            "Whether clients may authenticate over connections that are not encrypted, loopback included.");
    public static final Option<Boolean> REQUIRED = TABLE.option(
            "auth.required",
            Syntax.YES_OR_NO,
            false,
            OptionTable.INBOUND,
            "Whether only authenticated clients may send, as on a submission listener.");
    public static final Option<Integer> MAX_FAILURES = TABLE.option(
            "auth.max_failures",
            Syntax.number(1, 1_000),
            3,
            OptionTable.INBOUND,
            "Failed AUTH commands of one session before it is ended.");
    public static final Option<Duration> TIMEOUT = TABLE.option(
            "auth.timeout",
            Syntax.TIME,
            Duration.ofMinutes(2),
            OptionTable.INBOUND,
            "How long one whole AUTH exchange may take.");
    public static final Option<Path> USERS = TABLE.atStart(
            "auth.users",
            Syntax.FILE,
            Path.of("etc", "users"),
            "The users file, which user:set writes; a relative path starts at the instance's base. Read again when it changes.");
    public static final Option<Integer> ITERATIONS = TABLE.option(
            "auth.iterations",
            Syntax.number(4_096, 10_000_000),
            100_000,
            OptionTable.SERVER,
            "Iterations of PBKDF2 for passwords that user:set stores: more make guessing from a stolen file, and each log-in, slower.");

    private AuthOptions() {}

    private static List<String> mechanisms(List<String> texts) throws BadValue {
        List<String> names = new ArrayList<>();
        for (String text : texts) {
            String name = text.toUpperCase(Locale.ROOT);
            if (!KNOWN.contains(name) || names.contains(name)) {
                throw new BadValue(
                        "'" + text + "' is " + (names.contains(name) ? "there twice" : "no mechanism"),
                        "write one or more of " + String.join(", ", KNOWN));
            }
            names.add(name);
        }
        return List.copyOf(names);
    }
}
