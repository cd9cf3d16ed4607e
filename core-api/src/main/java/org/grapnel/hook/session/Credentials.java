package org.grapnel.hook.session;

import java.util.Optional;
import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.Scope;

/**
 * What a client showed in an AUTH exchange. The engine keeps it on the session, under {@link #KEY}, from the end of the
 * exchange until the credentials were judged, and not longer.
 *
 * @param mechanism in upper case, such as {@code PLAIN}
 * @param user the authentication identity
 * @param authorizationId the identity to act as; empty = the same (RFC 4616 2)
 * @param password in mechanisms that transfer one; empty in the others
 */
public record Credentials(String mechanism, String user, Optional<String> authorizationId, Optional<String> password) {
    public static final AttachmentKey<Credentials> KEY =
            new AttachmentKey<>(Scope.SESSION, "org.grapnel.credentials", Credentials.class);

    /** Without the password. */
    @Override
    public String toString() {
        return "Credentials[" + mechanism + ", " + user + "]";
    }
}
