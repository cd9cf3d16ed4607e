package org.grapnel.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A protocol story: what the client says, what the server must answer line by line, and what must then be delivered. The form
 * of the file is described in README.md; every failure names file and line.
 */
public final class SmtpStory {
    private final String name;
    private final Map<String, String> settings;
    private final List<StoryStep> steps;
    private final Optional<StoryDelivery> delivery;

    SmtpStory(String name, Map<String, String> settings, List<StoryStep> steps, Optional<StoryDelivery> delivery) {
        this.name = name;
        this.settings = Map.copyOf(settings);
        this.steps = List.copyOf(steps);
        this.delivery = delivery;
    }

    public static SmtpStory read(Path file) throws IOException {
        return parse(file.getFileName().toString(), Files.readString(file));
    }

    /**
     * Reads a story that is no file.
     *
     * @param name stands for the file in messages
     */
    public static SmtpStory parse(String name, String text) {
        return new StoryParser(name).parse(text);
    }

    public String name() {
        return name;
    }

    /** What the server is to be started with. */
    public Map<String, String> settings() {
        return settings;
    }

    /** How many mails must be delivered; empty when the story has no DELIVERED section. */
    public Optional<Integer> delivered() {
        return delivery.map(StoryDelivery::count);
    }

    /** Plays the dialogue. The limit is for each connection's every reply and for the whole. */
    public void play(InetSocketAddress server, Duration limit) throws IOException {
        new StoryPlayer(name, server, limit).play(steps);
    }

    /** Checks the DELIVERED section, if there is one, against these mails. */
    public void verify(List<ReceivedMail> mails) {
        delivery.ifPresent(d -> d.verify(name, mails));
    }

    /**
     * Waits until the story's mails are there and nothing more can come, and checks them.
     *
     * @param settled whether the server under test has nothing left to deliver: without it a surplus mail could be late
     */
    public void verify(ReceivingServer receiver, Duration limit, Callable<Boolean> settled) {
        if (delivery.isEmpty()) return;
        int wanted = delivery.get().count();
        if (wanted > 0)
            Await.until(
                    limit,
                    () -> receiver.count() >= wanted,
                    () -> delivery.get().place(name) + ": delivered " + receiver.count() + " of " + wanted + " mails");
        Await.until(limit, settled, () -> name + ": the server still has mail to deliver");
        verify(receiver.mails());
    }

    @Override
    public String toString() {
        return name;
    }
}
