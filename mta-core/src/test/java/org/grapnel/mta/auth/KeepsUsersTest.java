package org.grapnel.mta.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The users file: written whole, read again when it changes, never lost. */
class KeepsUsersTest {
    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Path path;
    private UsersFile file;
    private UserAdmin admin;

    @BeforeEach
    void begin() {
        path = directory.resolve("etc").resolve("users");
        file = new UsersFile(path);
        admin = new UserAdmin(file, () -> 4096, new SecureRandom());
        log.start();
        ((Logger) LoggerFactory.getLogger(UsersFile.class)).addAppender(log);
    }

    @AfterEach
    void end() {
        ((Logger) LoggerFactory.getLogger(UsersFile.class)).detachAppender(log);
    }

    @Test
    void a_user_is_kept_as_rfc_5803_writes_it_and_for_the_owner_alone() throws Exception {
        assertThat(admin.set("tim", "topsecret", false)).isTrue();
        String text = Files.readString(path);
        assertThat(text.lines().toList().get(1)).matches("tim SCRAM-SHA-256\\$4096:[^$]{24}\\$[^:]{44}:.{44}");
        assertThat(text).doesNotContain("topsecret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("etc").toFile().list()).containsExactly("users");
        assertThat(SaltedPassword.matches(
                        "topsecret", file.find("tim").orElseThrow().keys()))
                .isTrue();
    }

    @Test
    void a_second_password_replaces_the_first_and_comments_stay() throws Exception {
        admin.set("tim", "first", true);
        Files.writeString(path, Files.readString(path) + "# about ann\n");
        assertThat(admin.set("ann", "a", false)).isTrue();
        assertThat(admin.set("tim", "second", false)).isFalse();
        assertThat(admin.users())
                .containsExactly(new UserAdmin.User("tim", 4096, false), new UserAdmin.User("ann", 4096, false));
        assertThat(SaltedPassword.matches(
                        "second", file.find("tim").orElseThrow().keys()))
                .isTrue();
        assertThat(admin.remove("tim")).isTrue();
        assertThat(admin.remove("tim")).isFalse();
        assertThat(Files.readString(path)).contains("# about ann\nann ").doesNotContain("tim ");
    }

    @Test
    void a_change_counts_at_once_and_a_removed_file_has_no_users() throws Exception {
        admin.set("tim", "first", false);
        UsersFile reader = new UsersFile(path);
        assertThat(reader.find("ann")).isEmpty();
        admin.set("ann", "a", false);
        assertThat(reader.find("ann")).isPresent();
        Files.delete(path);
        assertThat(reader.isEmpty()).isTrue();
    }

    @Test
    void a_broken_file_leaves_the_users_as_they_were_and_one_line_in_the_log() throws Exception {
        admin.set("tim", "first", false);
        String good = Files.readString(path);
        Files.writeString(path, good + "ann topsecret\n");
        log.list.clear();
        assertThat(file.find("tim")).isPresent();
        assertThat(file.find("ann")).isEmpty();
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getFormattedMessage())
                .contains(path + ": line 3: ")
                .contains("the 1 users known before stay")
                .doesNotContain("topsecret");
        Files.writeString(
                path, good + good.lines().skip(1).findFirst().orElseThrow().replace("tim", "ann") + "\n");
        assertThat(file.find("ann")).isPresent();
    }

    @Test
    void a_broken_file_is_not_overwritten() throws Exception {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "what is this\n");
        assertThatThrownBy(() -> admin.set("tim", "topsecret", false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("mend the file first");
        assertThat(Files.readString(path)).isEqualTo("what is this\n");
    }

    @Test
    void what_can_be_no_user_is_refused_without_a_word_of_the_password() {
        for (List<String> bad : List.of(
                List.of("a b", "topsecret"),
                List.of("#tim", "topsecret"),
                List.of("", "topsecret"),
                List.of("tim", "topsecret\u0007"),
                List.of("tim", ""))) {
            assertThatThrownBy(() -> admin.set(bad.get(0), bad.get(1), false))
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("topsecret");
        }
    }
}
