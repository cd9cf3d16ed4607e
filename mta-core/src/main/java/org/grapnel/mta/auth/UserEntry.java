package org.grapnel.mta.auth;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.auth.ScramKeys;

/**
 * One line of the users file: a name, what is kept of the password as RFC 5803 2 writes it, and where CRAM-MD5 is wanted the password.
 *
 * <pre>{@code NAME SCRAM-SHA-256$ITERATIONS:SALT$STOREDKEY:SERVERKEY [SECRET$BASE64]}</pre>
 */
record UserEntry(String name, ScramKeys keys, Optional<String> secret) {
    private static final int SALT_BYTES = 16;
    private static final Pattern LINE =
            Pattern.compile("(\\S{1,255})\\s+SCRAM-SHA-256\\$(\\d{1,9}):([A-Za-z0-9+/=]{1,344})"
                    + "\\$([A-Za-z0-9+/=]{1,64}):([A-Za-z0-9+/=]{1,64})(?:\\s+SECRET\\$([A-Za-z0-9+/=]{1,1400}))?\\s*");

    /** What is wrong with a line or a new user, without anything of it. */
    static final class Problem extends Exception {
        private static final long serialVersionUID = 1;

        Problem(String problem) {
            super(problem);
        }
    }

    /** A new user. */
    static UserEntry of(String name, String password, boolean readable, int iterations, SecureRandom random)
            throws Problem {
        if (!Names.isName(name) || !name.matches("[^\\s#]\\S*")) {
            throw new Problem("a user's name is 1-255 characters without spaces, and does not begin with #");
        }
        String prepared = Saslprep.prepare(password)
                .filter(text -> !text.isEmpty() && text.length() <= Names.LONGEST)
                .orElseThrow(() -> new Problem("a password is 1-255 characters, none of them a control character"));
        String user = Saslprep.prepare(name)
                .filter(name::equals)
                .orElseThrow(() -> new Problem("the name holds characters that have another, usual form (RFC 4013)"));
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new UserEntry(
                user,
                SaltedPassword.keys(prepared, Bytes.of(salt), iterations),
                readable ? Optional.of(prepared) : Optional.empty());
    }

    static UserEntry parse(String line) throws Problem {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new Problem(
                    "a line is NAME SCRAM-SHA-256$ITERATIONS:SALT$STOREDKEY:SERVERKEY, then SECRET$BASE64 or nothing");
        }
        try {
            ScramKeys keys = new ScramKeys(
                    decoded(matcher.group(3)),
                    Integer.parseInt(matcher.group(2)),
                    decoded(matcher.group(4)),
                    decoded(matcher.group(5)));
            return new UserEntry(
                    matcher.group(1),
                    keys,
                    Optional.ofNullable(matcher.group(6))
                            .map(text -> decoded(text).text()));
        } catch (IllegalArgumentException e) {
            throw new Problem("salt and keys can't be read: "
                    + (e.getMessage().contains("SCRAM") ? e.getMessage() : "no base64"));
        }
    }

    String line() {
        return name + " SCRAM-SHA-256$" + keys.iterations() + ":"
                + encoded(keys.salt().copy()) + "$"
                + encoded(keys.storedKey().copy()) + ":"
                + encoded(keys.serverKey().copy())
                + secret.map(text -> " SECRET$" + encoded(text.getBytes(StandardCharsets.UTF_8)))
                        .orElse("");
    }

    private static Bytes decoded(String text) {
        return Bytes.of(Base64.getDecoder().decode(text));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Without what is kept of the password. */
    @Override
    public String toString() {
        return "UserEntry[" + name + "]";
    }
}
