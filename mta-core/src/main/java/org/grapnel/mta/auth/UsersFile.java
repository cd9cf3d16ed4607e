package org.grapnel.mta.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users file. It is read again when it has changed; one that can't be read leaves the users as they were, with one line in the log. Safe
 * for use by any thread: {@link #find} and its like take a snapshot, changes are made one at a time.
 */
public final class UsersFile {
    private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);
    private static final long MOST_BYTES = 128L << 20;
    private static final String HEADER =
            "# Users who may authenticate; written by user:set and user:remove, see docs/operators.md.";

    private static final FileTime NEVER = FileTime.fromMillis(0);

    private final Path file;
    private volatile Snapshot snapshot = new Snapshot(State.NONE, Map.of());

    public UsersFile(Path file) {
        this.file = file;
    }

    /** By what a change is known. */
    private record State(FileTime modified, long size, String key) {
        static final State NONE = new State(NEVER, -1, "");
    }

    private record Snapshot(State state, Map<String, UserEntry> users) {
        boolean hasSecrets() {
            return users.values().stream().anyMatch(entry -> entry.secret().isPresent());
        }
    }

    Optional<UserEntry> find(String name) {
        return Optional.ofNullable(current().users().get(name));
    }

    boolean isEmpty() {
        return current().users().isEmpty();
    }

    boolean hasSecrets() {
        return current().hasSecrets();
    }

    /** In the order of the file. */
    Collection<UserEntry> all() {
        return current().users().values();
    }

    public Path path() {
        return file;
    }

    private Snapshot current() {
        State now = state();
        Snapshot known = snapshot;
        return now.equals(known.state()) ? known : reread(now);
    }

    private synchronized Snapshot reread(State now) {
        Snapshot known = snapshot;
        if (now.equals(known.state())) {
            return known;
        }
        Map<String, UserEntry> users = known.users();
        try {
            users = read(now);
            LOG.info("{}: {} users", file, users.size());
        } catch (IOException | UserEntry.Problem e) {
            LOG.error("{}: {}; the {} users known before stay, mend the file", file, e.getMessage(), users.size());
        }
        snapshot = new Snapshot(now, users); // a broken file is told of once, not at each look
        return snapshot;
    }

    private State state() {
        try {
            BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(about.lastModifiedTime(), about.size(), String.valueOf(about.fileKey()));
        } catch (NoSuchFileException e) {
            return State.NONE;
        } catch (IOException e) {
            return new State(NEVER, -2, String.valueOf(e.getMessage()));
        }
    }

    private Map<String, UserEntry> read(State about) throws IOException, UserEntry.Problem {
        if (about.equals(State.NONE)) {
            return Map.of();
        }
        if (about.size() > MOST_BYTES) {
            throw new IOException("is larger than " + MOST_BYTES / (1 << 20) + " MB");
        }
        Map<String, UserEntry> users = new LinkedHashMap<>();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            UserEntry entry = parsed(line, number);
            if (users.putIfAbsent(entry.name(), entry) != null) {
                throw new UserEntry.Problem("line " + number + ": the user stands twice");
            }
        }
        return users;
    }

    private static UserEntry parsed(String line, int number) throws UserEntry.Problem {
        try {
            return UserEntry.parse(line);
        } catch (UserEntry.Problem e) {
            throw new UserEntry.Problem("line " + number + ": " + e.getMessage());
        }
    }

    /** Adds the user or puts it in place of the one of its name; true when the user is new. */
    synchronized boolean put(UserEntry entry) throws IOException, UserEntry.Problem {
        boolean[] found = new boolean[1];
        rewrite(lines -> {
            List<String> after = new ArrayList<>();
            for (String line : lines) {
                boolean same = isOf(entry.name(), line);
                found[0] |= same;
                after.add(same ? entry.line() : line);
            }
            if (!found[0]) {
                after.add(entry.line());
            }
            return after;
        });
        return !found[0];
    }

    /** True when there was such a user. */
    synchronized boolean remove(String name) throws IOException, UserEntry.Problem {
        if (find(name).isEmpty()) {
            return false;
        }
        rewrite(lines -> lines.stream().filter(line -> !isOf(name, line)).toList());
        return true;
    }

    private static boolean isOf(String name, String line) {
        return line.startsWith(name)
                && line.length() > name.length()
                && Character.isWhitespace(line.charAt(name.length()));
    }

    private void requireReadable() throws IOException, UserEntry.Problem {
        try {
            read(state());
        } catch (UserEntry.Problem e) {
            throw new UserEntry.Problem(file + ": " + e.getMessage() + "; mend the file first");
        }
    }

    /** Whole or not at all: a new file is written, made durable and moved to the place of the old one. Comments stay. */
    private void rewrite(UnaryOperator<List<String>> change) throws IOException, UserEntry.Problem {
        requireReadable(); // a broken file is mended by its owner, not overwritten
        List<String> lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of(HEADER);
        byte[] bytes = (String.join("\n", change.apply(lines)) + "\n").getBytes(StandardCharsets.UTF_8);
        Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = directory.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        reread(state());
    }
}
