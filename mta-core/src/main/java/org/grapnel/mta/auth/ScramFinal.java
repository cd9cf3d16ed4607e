package org.grapnel.mta.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.auth.Judgement;
import org.grapnel.hook.auth.ScramKeys;
import org.grapnel.hook.session.Credentials;

/** The second half of a SCRAM exchange: our first message, the client's proof, our signature (RFC 5802 3 and 7). */
final class ScramFinal {
    private static final Pattern MESSAGE =
            Pattern.compile("(c=([A-Za-z0-9+/=]+),r=([^,]+)(?:,.*)?),p=([A-Za-z0-9+/=]+)");

    private final ScramFirst first;
    private final Users.Keys keys;
    private final String nonce;

    ScramFinal(ScramFirst first, String serverNonce, Users.Keys keys) {
        this.first = first;
        this.keys = keys;
        this.nonce = first.nonce() + serverNonce;
    }

    String serverFirst() {
        ScramKeys known = keys.keys();
        return "r=" + nonce + ",s=" + base64(known.salt().copy()) + ",i=" + known.iterations();
    }

    /** Takes the client's final message. */
    Step next(String text) {
        Matcher matcher = MESSAGE.matcher(text);
        if (!matcher.matches()) {
            return new Step.Malformed("SCRAM ends with c=header, r=nonce and p=proof (RFC 5802 7)");
        }
        Optional<byte[]> proof = decoded(matcher.group(4));
        boolean bound = MessageDigest.isEqual(bytes(matcher.group(3)), bytes(nonce))
                && matcher.group(2).equals(base64(bytes(first.gs2Header())));
        byte[] signed = bytes(first.bare() + "," + serverFirst() + "," + matcher.group(1));
        boolean proved = proof.isPresent() && proves(proof.get(), signed) && bound && keys.known();
        boolean allowed = proved && Names.actsForItself(first.authorizationId(), first.user());
        return new Step.Judge(new Claim(
                new Credentials(ScramSha256.NAME, first.user(), first.authorizationId(), Optional.empty()),
                () -> allowed ? new Judgement.Accepted(first.user()) : Judgement.REFUSED,
                accepted -> accepted ? Optional.of(signature(signed)) : Optional.empty()));
    }

    /** RFC 5802 3: ClientKey = proof XOR ClientSignature, and its digest is what is stored. */
    private boolean proves(byte[] proof, byte[] signed) {
        byte[] storedKey = keys.keys().storedKey().copy();
        byte[] clientKey = Keyed.hmacSha256(storedKey, signed);
        if (proof.length != clientKey.length) {
            return false;
        }
        for (int i = 0; i < proof.length; i++) {
            clientKey[i] ^= proof[i];
        }
        return MessageDigest.isEqual(Keyed.sha256(clientKey), storedKey);
    }

    private Bytes signature(byte[] signed) {
        return Bytes.of("v=" + base64(Keyed.hmacSha256(keys.keys().serverKey().copy(), signed)));
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no proof at all
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
