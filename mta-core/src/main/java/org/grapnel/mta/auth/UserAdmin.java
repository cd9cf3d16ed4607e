package org.grapnel.mta.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.IntSupplier;

/** Changes the users file. Safe for use by any thread. */
public final class UserAdmin {
    private final UsersFile file;
    private final IntSupplier iterations;
    private final SecureRandom random;

    /**
     * Made once.
     *
     * @param iterations for new passwords
     */
    public UserAdmin(UsersFile file, IntSupplier iterations, SecureRandom random) {
        this.file = file;
        this.iterations = iterations;
        this.random = random;
    }

    /**
     * What may be shown of a user.
     *
     * @param readable true when the password can be read from the file, as CRAM-MD5 needs it
     */
    public record User(String name, int iterations, boolean readable) {}

    public Path path() {
        return file.path();
    }

    public List<User> users() {
        return file.all().stream()
                .map(entry -> new User(
                        entry.name(), entry.keys().iterations(), entry.secret().isPresent()))
                .toList();
    }

    /**
     * Adds a user, or gives one another password; true when the user is new.
     *
     * @param readable keep the password so that it can be read
     * @throws IOException with what is wrong, and nothing of the password
     */
    public boolean set(String name, String password, boolean readable) throws IOException {
        try {
            return file.put(UserEntry.of(name, password, readable, iterations.getAsInt(), random));
        } catch (UserEntry.Problem e) {
            throw new IOException(e.getMessage());
        }
    }

    /** True when there was such a user. */
    public boolean remove(String name) throws IOException {
        try {
            return file.remove(name);
        } catch (UserEntry.Problem e) {
            throw new IOException(e.getMessage());
        }
    }
}
