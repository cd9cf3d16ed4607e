package org.grapnel.mta.auth;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The table of the mechanisms, strongest first. */
public final class Mechanisms {
    private static final int NONCE_BYTES = 24;

    private final List<Mechanism> table;

    /**
     * Made once.
     *
     * @param hostname for challenges, which begin and end like message ids (RFC 2195 2)
     */
    public Mechanisms(Users users, SecureRandom random, Supplier<String> hostname) {
        this.table = List.of(
                new External(users),
                new OAuthBearer(users),
                new ScramSha256(users, () -> nonce(random)),
                new Plain(users),
                new Login(users),
                new CramMd5(users, () -> "<" + nonce(random) + "@" + hostname.get() + ">"));
    }

    public List<Mechanism> all() {
        return table;
    }

    /** The mechanism of this name, in any case. */
    public Optional<Mechanism> find(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return table.stream()
                .filter(mechanism -> mechanism.name().equals(upper))
                .findFirst();
    }

    private static String nonce(SecureRandom random) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
