package org.grapnel.mta.auth;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.auth.Judgement;
import org.grapnel.hook.session.Credentials;
import org.grapnel.hook.session.Session;

/** OAUTHBEARER (RFC 7628): a bearer token that a service judges. */
final class OAuthBearer implements Mechanism {
    private static final Pattern HEADER = Pattern.compile("[ny],(?:a=([^,\\x01]+))?,");
    /** RFC 6750 2.1. */
    private static final Pattern TOKEN = Pattern.compile("auth=[Bb][Ee][Aa][Rr][Ee][Rr] +([A-Za-z0-9._~+/-]+=*)");
    /** RFC 7628 3.2.2; no scope and no discovery address to tell. */
    private static final Bytes FAILURE = Bytes.of("{\"status\":\"invalid_token\"}");

    private final Users users;

    OAuthBearer(Users users) {
        this.users = users;
    }

    @Override
    public String name() {
        return "OAUTHBEARER";
    }

    @Override
    public boolean usable(Session session) {
        return users.checksTokens();
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public Conversation begin(Session session) {
        return response -> read(Names.text(response).orElse(""), session);
    }

    private Step read(String text, Session session) {
        String[] parts =
                text.split("\u0001", -1); // RFC 7628 3.1: header, then key=value pairs, each ended; then one more end
        Matcher header = HEADER.matcher(parts[0]);
        boolean ended = parts.length >= 3 && parts[parts.length - 1].isEmpty() && parts[parts.length - 2].isEmpty();
        Optional<String> token = Arrays.stream(parts)
                .map(TOKEN::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
        if (!header.matches() || !ended || token.isEmpty()) {
            return new Step.Malformed("OAUTHBEARER takes a header and auth=Bearer with a token (RFC 7628 3.1)");
        }
        Optional<String> user = Optional.ofNullable(header.group(1))
                .map(name -> name.replace("=2C", ",").replace("=3D", "="));
        if (user.isPresent() && !Names.isName(user.get())) {
            return new Step.Malformed("the name is not 1-255 characters");
        }
        return new Step.Judge(new Claim(
                new Credentials(name(), user.orElse(""), user, token),
                () -> {
                    Judgement judgement = users.token(token.get(), user, session);
                    return judgement instanceof Judgement.Accepted accepted
                                    && user.isPresent()
                                    && !accepted.identity().equals(user.get())
                            ? Judgement.REFUSED
                            : judgement;
                },
                accepted -> accepted ? Optional.empty() : Optional.of(FAILURE)));
    }
}
