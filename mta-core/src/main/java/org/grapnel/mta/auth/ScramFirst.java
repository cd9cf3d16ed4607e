package org.grapnel.mta.auth;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The client's first message (RFC 5802 7).
 *
 * @param gs2Header with its last comma, as the client must repeat it
 * @param bare what is behind the header: a part of what is signed
 */
record ScramFirst(String gs2Header, String bare, Optional<String> authorizationId, String user, String nonce) {
    private static final Pattern MESSAGE =
            Pattern.compile("(([nyp])(=[A-Za-z0-9.-]+)?,(?:a=([^,]+))?,)(n=([^,]*),r=([!-+\\--~]{1,256})(?:,.*)?)");

    /** What is wrong, without anything of what the client sent. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1;

        SyntaxException(String problem) {
            super(problem);
        }
    }

    static ScramFirst read(String text) throws SyntaxException {
        Matcher matcher = MESSAGE.matcher(text);
        if (!matcher.matches()) { // an m= before n= is a mandatory extension, which we know none of
            throw new SyntaxException("SCRAM begins with a header, n=name and r=nonce (RFC 5802 7)");
        }
        if (matcher.group(2).equals("p")) {
            throw new SyntaxException("channel binding is not offered");
        }
        Optional<String> actingAs = matcher.group(4) == null ? Optional.empty() : Optional.of(name(matcher.group(4)));
        return new ScramFirst(matcher.group(1), matcher.group(5), actingAs, name(matcher.group(6)), matcher.group(7));
    }

    /** RFC 5802 5.1: comma and equals sign stand as =2C and =3D; the rest goes through SASLprep. */
    private static String name(String encoded) throws SyntaxException {
        String plain = encoded.replace("=2C", ",").replace("=3D", "\0");
        Optional<String> name = plain.indexOf('=') >= 0 ? Optional.empty() : Saslprep.prepare(plain.replace('\0', '='));
        return name.filter(Names::isName)
                .orElseThrow(() -> new SyntaxException("the name is not 1-255 characters as SCRAM writes them"));
    }
}
