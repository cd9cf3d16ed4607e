package org.grapnel.mta.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.grapnel.hook.session.TlsMaterial;

/**
 * Bytes of a certificate, key or passphrase, and where they come from.
 *
 * @param place as a problem names it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Material(String place, byte[] bytes) {
    private static final int MOST_BYTES = 1 << 20;

    /** @param base where relative paths start */
    static Material of(TlsMaterial material, Path base) throws TlsProblem {
        return material instanceof TlsMaterial.File file
                ? read(base.resolve(file.path()))
                : new Material(
                        "PEM text of a plugin",
                        ((TlsMaterial.Pem) material).text().getBytes(StandardCharsets.US_ASCII));
    }

    static Material read(Path file) throws TlsProblem {
        String place = file.toString();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new TlsProblem(place, "is larger than " + MOST_BYTES + " bytes", "name the right file");
            }
            return new Material(place, bytes);
        } catch (NoSuchFileException e) {
            throw new TlsProblem(place, "there is no such file", "put it there, or name another one");
        } catch (AccessDeniedException e) {
            throw new TlsProblem(
                    place, "may not be read", "give read permission to " + System.getProperty("user.name"));
        } catch (IOException e) {
            throw new TlsProblem(place, "can't be read: " + e.getMessage(), "name a readable file");
        }
    }

    /** ASN.1, so no PEM: a sequence begins with this byte. */
    boolean isDer() {
        return bytes.length > 0 && bytes[0] == 0x30;
    }

    String text() {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
