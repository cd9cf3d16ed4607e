package org.grapnel.shell.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the control socket of an instance stands, and the file that says so. A socket's path has a limit of about 108
 * bytes in the kernel (unix(7)); where the instance lives deeper, the socket goes into a private temporary directory.
 *
 * @param socket the socket's file
 * @param note one line, the socket's path: what clients read
 */
record SocketPlace(Path socket, Path note) {
    static final int LONGEST = 100;

    /** Finds the place and makes it ready: directories exist, a dead instance's socket is gone. */
    static SocketPlace prepare(Path base) throws IOException {
        Path data = Files.createDirectories(base.toAbsolutePath().normalize().resolve("data"));
        Path note = data.resolve("control.path");
        clearLeftOver(note);
        Path socket = data.resolve("control.sock");
        clear(socket);
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            Path directory = Files.createTempDirectory(
                    "grapnel-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            socket = directory.resolve("control.sock");
        }
        return new SocketPlace(socket, note);
    }

    /** Tells clients where the socket is; they never see half a path. */
    void announce() throws IOException {
        Path draft = note.resolveSibling("control.path.new");
        Files.writeString(draft, socket + "\n");
        Files.move(draft, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void remove() throws IOException {
        Files.deleteIfExists(note);
        Files.deleteIfExists(socket);
        if (isTemporary(socket)) {
            Files.deleteIfExists(socket.getParent());
        }
    }

    /** What a killed instance left in a temporary directory. */
    private static void clearLeftOver(Path note) throws IOException {
        if (!Files.exists(note) || Files.size(note) > 4_096) {
            return;
        }
        Path old = Path.of(Files.readString(note).strip());
        if (isTemporary(old) && Files.isDirectory(old.getParent()) && ownedByUs(old.getParent(), note)) {
            clear(old);
            Files.deleteIfExists(old.getParent());
        }
        Files.deleteIfExists(note);
    }

    private static void clear(Path socket) throws IOException {
        if (!Files.exists(socket)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            throw new IOException(socket + ": another instance with this base is running (" + probe.getRemoteAddress()
                    + "); stop it, or use another --base");
        } catch (ConnectException dead) {
            Files.delete(socket); // nobody listens: its instance was killed
        }
    }

    private static boolean isTemporary(Path socket) {
        Path parent = socket.getParent();
        return parent != null
                && parent.getFileName() != null
                && parent.getFileName().toString().startsWith("grapnel-")
                && socket.endsWith("control.sock");
    }

    private static boolean ownedByUs(Path directory, Path ours) throws IOException {
        return Files.getOwner(directory).equals(Files.getOwner(ours));
    }
}
