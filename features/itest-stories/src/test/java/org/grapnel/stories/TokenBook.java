package org.grapnel.stories;

import java.util.Optional;
import org.grapnel.hook.auth.Judgement;
import org.grapnel.hook.auth.TokenChecker;
import org.grapnel.hook.session.Session;

/** A plugin that knows the token of one user. */
public final class TokenBook implements TokenChecker {
    static final String TOKEN = "dG9rZW4gb2YgdGlt.0123-4567_89~ab";

    @Override
    public Judgement checkToken(String token, Optional<String> user, Session session) {
        return token.equals(TOKEN) ? new Judgement.Accepted("tim") : Judgement.UNKNOWN;
    }
}
