package org.grapnel.stories;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.InstanceSetup;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.grapnel.testkit.SmtpStory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays src/test/resources/stories/*.story; stories of equal settings share a server. */
class ProtocolStoriesIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    static final Scene SCENE = new Scene();

    private static final Map<Map<String, String>, Stage> STAGES = new HashMap<>();

    private record Stage(Instance grapnel, ReceivingServer receiver) {
        static Stage set(Map<String, String> settings) {
            try {
                ReceivingServer receiver = SCENE.receiver();
                InstanceSetup setup = Instance.setup().routeAllTo(receiver).set("hostname", "mx.grapnel.test");
                return new Stage(SCENE.start(setup.set(settings)), receiver);
            } catch (IOException e) {
                throw new AssertionError("no server with " + settings, e);
            }
        }

        boolean settled() {
            return grapnel.ask("queue:list").isEmpty();
        }
    }

    static List<SmtpStory> stories() throws IOException, URISyntaxException {
        Path folder = Path.of(ProtocolStoriesIT.class.getResource("/stories").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            List<SmtpStory> stories = files.sorted(Comparator.comparing(Path::getFileName))
                    .map(ProtocolStoriesIT::read)
                    .toList();
            if (stories.size() < 30) throw new AssertionError("only " + stories.size() + " stories in " + folder);
            return stories;
        }
    }

    private static SmtpStory read(Path file) {
        try {
            return SmtpStory.read(file);
        } catch (IOException e) {
            throw new AssertionError(file + " can't be read", e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void happens_as_told(SmtpStory story) throws IOException {
        Stage stage = STAGES.computeIfAbsent(story.settings(), Stage::set);
        Await.until(LIMIT, stage::settled, () -> story + ": an earlier story left mail in the queue");
        stage.receiver().forget();
        story.play(stage.grapnel().smtp(), LIMIT);
        story.verify(stage.receiver(), LIMIT, stage::settled);
    }
}
