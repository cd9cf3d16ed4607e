package org.grapnel.mta.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The client's side of SCRAM-SHA-256, with the platform's own PBKDF2. */
final class ScramClient {
    private final String bare;
    private final String password;
    private String signature = "";

    ScramClient(String user, String password) {
        this.bare = "n=" + user + ",r=client-nonce";
        this.password = password;
    }

    String first() {
        return "n,," + bare;
    }

    String last(String serverFirst) throws GeneralSecurityException {
        Map<Character, String> said = new TreeMap<>();
        for (String part : serverFirst.split(",")) {
            said.put(part.charAt(0), part.substring(2));
        }
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(
                        password.toCharArray(),
                        Base64.getDecoder().decode(said.get('s')),
                        Integer.parseInt(said.get('i')),
                        256))
                .getEncoded();
        String withoutProof = "c=biws,r=" + said.get('r');
        String signed = bare + "," + serverFirst + "," + withoutProof;
        byte[] clientKey = hmac(salted, "Client Key");
        byte[] proof = hmac(MessageDigest.getInstance("SHA-256").digest(clientKey), signed);
        for (int i = 0; i < proof.length; i++) {
            proof[i] ^= clientKey[i];
        }
        signature = "v=" + Base64.getEncoder().encodeToString(hmac(hmac(salted, "Server Key"), signed));
        return withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof);
    }

    String serverSignature() {
        return signature;
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
