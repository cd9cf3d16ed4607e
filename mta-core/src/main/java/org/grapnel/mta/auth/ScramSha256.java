package org.grapnel.mta.auth;

import java.io.IOException;
import java.util.function.Supplier;
import org.grapnel.hook.session.Session;

/** SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding. */
final class ScramSha256 implements Mechanism {
    static final String NAME = "SCRAM-SHA-256";

    private final Users users;
    private final Supplier<String> nonces;

    /** @param nonces unpredictable texts of printable ASCII without commas */
    ScramSha256(Users users, Supplier<String> nonces) {
        this.users = users;
        this.nonces = nonces;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean usable(Session session) {
        return users.hasScramKeys();
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public Conversation begin(Session session) {
        return new Conversation() {
            private Conversation now = this::first;

            @Override
            public Step next(byte[] response) throws IOException {
                return now.next(response);
            }

            private Step first(byte[] response) throws IOException {
                ScramFirst first;
                try {
                    first = ScramFirst.read(Names.text(response).orElse(""));
                } catch (ScramFirst.SyntaxException e) {
                    return new Step.Malformed(String.valueOf(e.getMessage()));
                }
                ScramFinal last = new ScramFinal(first, nonces.get(), users.scramKeys(first.user()));
                now = answer -> last.next(Names.text(answer).orElse(""));
                return Step.Challenge.of(last.serverFirst());
            }
        };
    }
}
