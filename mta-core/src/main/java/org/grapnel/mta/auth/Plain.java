package org.grapnel.mta.auth;

import java.util.Optional;
import org.grapnel.hook.auth.Judgement;
import org.grapnel.hook.auth.Peer;
import org.grapnel.hook.session.Credentials;
import org.grapnel.hook.session.Session;

/** PLAIN (RFC 4616): one message, [authzid] NUL authcid NUL passwd. */
final class Plain implements Mechanism {
    private final Users users;

    Plain(Users users) {
        this.users = users;
    }

    @Override
    public String name() {
        return "PLAIN";
    }

    @Override
    public boolean usable(Session session) {
        return users.checksPasswords();
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public Conversation begin(Session session) {
        return response -> read(response, session);
    }

    private Step read(byte[] response, Session session) {
        int first = indexOfNul(response, 0);
        int second = first < 0 ? -1 : indexOfNul(response, first + 1);
        if (second < 0) {
            return new Step.Malformed("PLAIN takes three parts with NUL between them");
        }
        Optional<String> actingAs = part(response, 0, first);
        Optional<String> user = part(response, first + 1, second);
        Optional<String> password = part(response, second + 1, response.length);
        if (actingAs.isEmpty()
                || user.isEmpty()
                || password.isEmpty()
                || !Names.isName(user.get())
                || actingAs.get().length() > Names.LONGEST) {
            return new Step.Malformed("PLAIN takes a name of 1-255 characters and a password, in UTF-8");
        }
        Credentials credentials = new Credentials(name(), user.get(), actingAs.filter(id -> !id.isEmpty()), password);
        return Claim.of(credentials, () -> {
            Judgement judgement =
                    users.password(user.get(), password.get(), new Peer(session.remoteAddress(), Optional.of(session)));
            return Names.actsForItself(credentials.authorizationId(), user.get()) ? judgement : Judgement.REFUSED;
        });
    }

    private static Optional<String> part(byte[] bytes, int from, int to) {
        return Names.text(java.util.Arrays.copyOfRange(bytes, from, to));
    }

    private static int indexOfNul(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        return -1;
    }
}
