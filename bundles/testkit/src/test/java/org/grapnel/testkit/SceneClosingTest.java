package org.grapnel.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

class SceneClosingTest {
    private final Scene scene = new Scene();

    private static ExtensionContext after(Optional<Throwable> failure) {
        return (ExtensionContext) Proxy.newProxyInstance(
                SceneClosingTest.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (proxy, method, arguments) -> method.getName().equals("getExecutionException") ? failure : "a test");
    }

    @Test
    void closes_the_last_first_and_all_of_them_even_when_one_fails() {
        List<String> closed = new ArrayList<>();
        scene.closing(() -> closed.add("first"));
        scene.closing(() -> {
            throw new IOException("stuck");
        });
        scene.closing(() -> closed.add("last"));

        assertThatThrownBy(() -> scene.afterEach(after(Optional.empty()))).hasMessage("stuck");
        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void a_scene_for_all_tests_stays_open_between_them() throws Exception {
        List<String> closed = new ArrayList<>();
        scene.beforeAll(after(Optional.empty()));
        scene.closing(() -> closed.add("it"));
        scene.afterEach(after(Optional.empty()));
        assertThat(closed).isEmpty();
        scene.afterAll(after(Optional.empty()));
        assertThat(closed).containsExactly("it");
    }

    @Test
    void a_failed_test_ends_its_instance_and_keeps_the_base(@TempDir Path distribution) throws Exception {
        Instance instance = scene.start(Instance.setup().distribution(StandInServer.distribution(distribution)));

        scene.afterEach(after(Optional.of(new AssertionError("something"))));

        assertThat(instance.alive()).isFalse();
        assertThat(instance.base()).isDirectory();
        assertThat(instance.evidence()).contains("--- log\nstarted", "is ready");
        instance.discard();
        assertThat(instance.base()).doesNotExist();
    }
}
