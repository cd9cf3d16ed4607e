package org.grapnel.mta.auth;

import java.util.Optional;
import org.grapnel.hook.auth.Peer;
import org.grapnel.hook.session.Credentials;
import org.grapnel.hook.session.Session;
import org.jspecify.annotations.Nullable;

/** LOGIN, which no RFC describes: a name, then a password. An initial response is taken as the name. */
final class Login implements Mechanism {
    private final Users users;

    Login(Users users) {
        this.users = users;
    }

    @Override
    public String name() {
        return "LOGIN";
    }

    @Override
    public boolean usable(Session session) {
        return users.checksPasswords();
    }

    @Override
    public boolean clientFirst() {
        return false;
    }

    /** Asks for the name first, though clients may send it with AUTH. */
    @Override
    public Conversation begin(Session session) {
        return new Questions(session);
    }

    private final class Questions implements Conversation {
        private final Session session;
        private boolean asked;
        private @Nullable String user;

        Questions(Session session) {
            this.session = session;
        }

        @Override
        public Step next(byte[] response) {
            if (!asked && response.length == 0) {
                asked = true;
                return Step.Challenge.of("Username:");
            }
            asked = true;
            Optional<String> text = Names.text(response);
            String named = user;
            if (text.isEmpty() || (named == null && !Names.isName(text.get()))) {
                return new Step.Malformed("LOGIN takes a name of 1-255 characters, then a password, in UTF-8");
            }
            if (named == null) {
                user = text.get();
                return Step.Challenge.of("Password:");
            }
            return Claim.of(
                    new Credentials(name(), named, Optional.empty(), text),
                    () -> users.password(named, text.get(), new Peer(session.remoteAddress(), Optional.of(session))));
        }
    }
}
