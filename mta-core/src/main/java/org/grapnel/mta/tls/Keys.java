package org.grapnel.mta.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads private keys from PEM: PKCS #8, plain or encrypted (RFC 5958). */
final class Keys {
    private static final String PLAIN = "PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

    /** What signs with a key of this algorithm: a key belongs to a certificate when what it signs is verified by it. */
    private static final Map<String, String> SIGNATURES = Map.of(
            "RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA", "Ed25519", "Ed25519", "Ed448", "Ed448");

    private Keys() {}

    /** The first private key of a text. */
    static PrivateKey read(Material material, PublicKey certified, Optional<String> passphrase) throws TlsProblem {
        List<Pem> blocks = Pem.blocks(material).stream()
                .filter(block -> block.label().endsWith(PLAIN))
                .toList();
        if (blocks.isEmpty()) {
            throw new TlsProblem(
                    material.place(), "holds no private key", "name a PEM file with -----BEGIN PRIVATE KEY-----");
        }
        Pem block = blocks.get(0);
        String place = block.at(material);
        PKCS8EncodedKeySpec spec =
                switch (block.label()) {
                    case PLAIN -> new PKCS8EncodedKeySpec(block.der());
                    case ENCRYPTED -> decrypted(place, block.der(), passphrase);
                    default ->
                        throw new TlsProblem(
                                place,
                                "the key is written as " + block.label() + ", not as PKCS #8",
                                "convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
                };
        try {
            return KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(spec);
        } catch (InvalidKeySpecException e) {
            throw mismatch(place, certified);
        } catch (GeneralSecurityException e) {
            throw new TlsProblem(place, "the key can't be used: " + e.getMessage(), "use an RSA, EC or Ed25519 key");
        }
    }

    /** Fails unless the two are a pair. */
    static void requirePair(String place, PrivateKey key, PublicKey certified) throws TlsProblem {
        String algorithm = SIGNATURES.get(certified.getAlgorithm());
        if (algorithm == null) {
            return; // of a kind that is seen to work, or not, in the handshake
        }
        try {
            byte[] said = "a pair".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(said);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certified);
            verifying.update(said);
            if (!verifying.verify(signing.sign())) {
                throw mismatch(place, certified);
            }
        } catch (GeneralSecurityException e) {
            throw mismatch(place, certified);
        }
    }

    private static TlsProblem mismatch(String place, PublicKey certified) {
        return new TlsProblem(
                place,
                "the key does not belong to the certificate, which is for an " + certified.getAlgorithm() + " key",
                "name the key that the certificate was made for");
    }

    private static PKCS8EncodedKeySpec decrypted(String place, byte[] der, Optional<String> passphrase)
            throws TlsProblem {
        if (passphrase.isEmpty()) {
            throw new TlsProblem(place, "the key is encrypted", "set tls.passphrase_file");
        }
        PBEKeySpec secret = new PBEKeySpec(passphrase.get().toCharArray());
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
            String algorithm = info.getAlgName().equals("PBES2") // its parameters know the name of the whole
                    ? info.getAlgParameters().toString()
                    : info.getAlgName();
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(secret),
                    info.getAlgParameters());
            return info.getKeySpec(cipher);
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsProblem(
                    place, "the key can't be opened with the passphrase given", "correct tls.passphrase_file");
        } finally {
            secret.clearPassword();
        }
    }
}
