package org.grapnel.mta.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.auth.Judgement;
import org.grapnel.hook.session.Credentials;
import org.grapnel.hook.session.Session;
import org.jspecify.annotations.Nullable;

/** CRAM-MD5 (RFC 2195): a challenge that is never the same, and its keyed digest. */
final class CramMd5 implements Mechanism {
    private final Users users;
    private final Supplier<String> challenges;

    /** @param challenges unpredictable texts of the form {@code <local@host>} */
    CramMd5(Users users, Supplier<String> challenges) {
        this.users = users;
        this.challenges = challenges;
    }

    @Override
    public String name() {
        return "CRAM-MD5";
    }

    /** Only where passwords can be read. */
    @Override
    public boolean usable(Session session) {
        return users.hasSecrets();
    }

    @Override
    public boolean clientFirst() {
        return false;
    }

    @Override
    public Conversation begin(Session session) {
        return new Answer();
    }

    private final class Answer implements Conversation {
        private @Nullable String challenge;

        @Override
        public Step next(byte[] response) {
            String sent = challenge;
            if (sent == null) {
                String first = challenges.get();
                challenge = first;
                return response.length == 0
                        ? Step.Challenge.of(first)
                        : new Step.Malformed("CRAM-MD5 takes no initial response");
            }
            String text = Names.text(response).orElse("");
            int space = text.lastIndexOf(' '); // RFC 2195 2: the name may hold spaces
            if (space < 1 || !Names.isName(text.substring(0, space))) {
                return new Step.Malformed("CRAM-MD5 takes a name, a space and a digest");
            }
            String user = text.substring(0, space);
            byte[] digest = text.substring(space + 1).getBytes(StandardCharsets.US_ASCII);
            return Claim.of(new Credentials(name(), user, Optional.empty(), Optional.empty()), () -> {
                Optional<String> secret = users.secret(user);
                byte[] expected = digest(secret.orElse(sent), sent); // equal work for unknown users
                boolean same = MessageDigest.isEqual(expected, digest);
                return same && secret.isPresent() ? new Judgement.Accepted(user) : Judgement.REFUSED;
            });
        }
    }

    /** The digest in lower-case hexadecimal. */
    static byte[] digest(String secret, String challenge) {
        byte[] mac = Keyed.mac(
                "HmacMD5", secret.getBytes(StandardCharsets.UTF_8), challenge.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac).getBytes(StandardCharsets.US_ASCII);
    }
}
