package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.PluginJar;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SlowCopy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in deploy/ is named, and mail goes on. */
class BadPluginsIT {
    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static ReceivingServer receiver;
    private static Instance grapnel;

    @TempDir
    Path work;

    @BeforeEach
    void start() throws IOException {
        if (grapnel != null) return;
        receiver = SCENE.receiver();
        grapnel = SCENE.start(Instance.setup().routeAllTo(receiver));
    }

    @Test
    void a_broken_jar_is_named_and_harms_nothing() throws IOException {
        grapnel.deploy(PluginJar.garbage(work.resolve("broken.jar")), "broken.jar");

        assertThat(problem("broken.jar")).isNotBlank();
        grapnel.awaitLog("deploy/broken\\.jar: is no jar", Post.LIMIT); // the list may show it a moment earlier
        assertMailGoesOn("beside a broken jar");
        grapnel.undeploy("broken.jar");
        awaitNoRow("broken.jar");
    }

    @Test
    void a_plugin_for_another_version_of_the_hooks_is_told_what_is_missing() throws IOException {
        Path jar = PluginJar.named("org.example.future")
                .header("Import-Package", "org.grapnel.hook;version=\"[2,3)\"")
                .writeTo(work.resolve("future.jar"));
        grapnel.deploy(jar, "future.jar");

        assertThat(problem("future.jar")).contains("org.grapnel.hook", "[2").contains("3");
        assertMailGoesOn("beside an unresolved plugin");
        grapnel.undeploy("future.jar");
        awaitNoRow("future.jar");
    }

    @Test
    void a_bad_replacement_leaves_the_version_that_works() throws IOException {
        grapnel.deploy(Plugins.headerStamp(), "stamp.jar");
        Await.until(Post.LIMIT, () -> row("stamp.jar").isPresent(), () -> "not live: " + grapnel.ask("deploy:list"));

        grapnel.deploy(PluginJar.garbage(work.resolve("stamp.jar")), "stamp.jar");

        assertThat(problem("stamp.jar")).isNotBlank();
        Post.send(grapnel, "s@a.test", "x@b.test", "stamped all the same");
        assertThat(receiver.awaitSubject("stamped all the same", Post.LIMIT).header("X-Grapnel-Stamp"))
                .contains("header-stamp 0.1.0");
        grapnel.undeploy("stamp.jar");
        awaitNoRow("stamp.jar");
    }

    @Test
    void a_jar_that_is_still_being_copied_is_waited_for() throws IOException {
        try (SlowCopy copy = PluginJar.slowCopy(Plugins.headerStamp(), grapnel.deployed("slow.jar"))) {
            assertMailGoesOn("beside half a jar");
            copy.finish();
        }
        Await.until(
                Post.LIMIT,
                () -> row("slow.jar")
                        .filter(r -> r.path("state").asText().equals("live"))
                        .isPresent(),
                () -> "not live: " + grapnel.ask("deploy:list"));
        grapnel.undeploy("slow.jar");
        awaitNoRow("slow.jar");
    }

    @Test
    void the_last_of_ten_replacements_within_a_second_counts() throws IOException {
        for (int i = 1; i <= 10; i++) {
            Path jar = PluginJar.reversioned(Plugins.headerStamp(), "0.1." + i, work.resolve(i + ".jar"));
            grapnel.deploy(jar, "often.jar");
        }
        assertMailGoesOn("beside one that is replaced all the time");
        Plugins.awaitLive(grapnel, "often.jar", "0.1.10");
        Post.send(grapnel, "s@a.test", "x@b.test", "stamped by the last");
        assertThat(receiver.awaitSubject("stamped by the last", Post.LIMIT).headers("X-Grapnel-Stamp"))
                .containsExactly("header-stamp 0.1.10");
        grapnel.undeploy("often.jar");
        awaitNoRow("often.jar");
    }

    @Test
    void a_version_that_will_not_resolve_leaves_the_one_that_works() throws IOException {
        grapnel.deploy(Plugins.headerStamp(), "stamp.jar");
        Plugins.awaitLive(grapnel, "stamp.jar", "0.1.0");
        Path unresolved = PluginJar.named("org.grapnel.header-stamp")
                .version("0.3.0")
                .header("Import-Package", "com.example.missing")
                .writeTo(work.resolve("unresolved.jar"));
        grapnel.deploy(unresolved, "stamp.jar");
        assertThat(problem("stamp.jar")).contains("com.example.missing");
        Post.send(grapnel, "s@a.test", "x@b.test", "stamped by the old one");
        assertThat(receiver.awaitSubject("stamped by the old one", Post.LIMIT).headers("X-Grapnel-Stamp"))
                .containsExactly("header-stamp 0.1.0");
        grapnel.undeploy("stamp.jar");
        awaitNoRow("stamp.jar");
    }

    private static String problem(String file) {
        return Await.value(
                Post.LIMIT,
                () -> row(file).map(r -> r.path("problem").asText("")).filter(text -> !text.isBlank()),
                () -> "no problem told of " + file + ": " + grapnel.ask("deploy:list"));
    }

    private static void awaitNoRow(String file) {
        Await.until(Post.LIMIT, () -> row(file).isEmpty(), () -> "still there: " + grapnel.ask("deploy:list"));
    }

    private static Optional<JsonNode> row(String file) {
        return StreamSupport.stream(grapnel.ask("deploy:list").spliterator(), false)
                .filter(row -> row.path("file").asText().equals(file))
                .findFirst();
    }

    private static void assertMailGoesOn(String subject) throws IOException {
        Post.send(grapnel, "s@a.test", "x@b.test", subject);
        receiver.awaitSubject(subject, Post.LIMIT);
    }
}
