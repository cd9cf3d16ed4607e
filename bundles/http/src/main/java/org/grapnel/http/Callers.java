package org.grapnel.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.grapnel.hook.auth.Authenticator;
import org.grapnel.hook.auth.Judgement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who calls: HTTP Basic (RFC 7617) against the stores that SMTP AUTH asks, too. */
final class Callers {
    private static final Logger LOG = LoggerFactory.getLogger(Callers.class);
    private static final int LONGEST = 8192;

    private final Authenticator authenticator;

    Callers(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** The caller's name, or 401. */
    String require(HttpServletRequest request) throws Problem {
        String header = request.getHeader("Authorization");
        if (header == null || header.length() > LONGEST || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw new Problem(401, "authenticate with HTTP Basic as a user of this server");
        }
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Problem(401, "the credentials are no base64 (RFC 7617 2)");
        }
        int colon = pair.indexOf(':');
        if (colon < 1 || pair.chars().anyMatch(Character::isISOControl)) {
            throw new Problem(401, "the credentials are not user:password without control characters (RFC 7617 2)");
        }
        return judged(request, pair.substring(0, colon), pair.substring(colon + 1));
    }

    private String judged(HttpServletRequest request, String user, String password) throws Problem {
        Judgement judgement;
        try {
            InetAddress client = InetAddress.getByName(request.getRemoteAddr()); // a literal: nothing is looked up
            judgement = authenticator.password(user, password, new InetSocketAddress(client, request.getRemotePort()));
        } catch (IOException e) {
            LOG.error("credentials can't be checked: {}", e.toString());
            throw new Problem(503, "credentials can't be checked now, please try again later");
        }
        if (judgement instanceof Judgement.Accepted accepted) {
            return accepted.identity();
        }
        LOG.info("{} from {}: wrong credentials", user, request.getRemoteAddr());
        throw new Problem(401, "wrong user or password");
    }
}
