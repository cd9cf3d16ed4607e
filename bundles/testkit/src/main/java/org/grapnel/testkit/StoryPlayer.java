package org.grapnel.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plays a story's steps against a server, and keeps the dialogue for the message of a failure. */
final class StoryPlayer {
    private final String name;
    private final InetSocketAddress server;
    private final Duration limit;
    private final List<String> dialogue = new ArrayList<>();
    private Optional<SmtpProbe> connection = Optional.empty();
    private long end;

    StoryPlayer(String name, InetSocketAddress server, Duration limit) {
        this.name = name;
        this.server = server;
        this.limit = limit;
    }

    void play(List<StoryStep> steps) throws IOException {
        end = System.nanoTime() + limit.toNanos();
        try {
            for (StoryStep step : steps) {
                if (System.nanoTime() > end) throw failed(step, "the story takes more than " + limit, null);
                try {
                    take(step);
                } catch (IOException | AssertionError e) {
                    throw failed(step, String.valueOf(e.getMessage()), e);
                }
            }
        } finally {
            close();
        }
    }

    private void take(StoryStep step) throws IOException {
        if (step instanceof StoryStep.Send send) {
            connected().raw(send.bytes().getBytes(StandardCharsets.ISO_8859_1));
            dialogue.add("C: " + send.shown());
        } else if (step instanceof StoryStep.Expect expect) {
            String line = connected().line();
            dialogue.add("S: " + line);
            if (!expect.text().matches(line))
                throw new AssertionError("expected " + expect.text() + ", got '" + line + "'");
        } else if (step instanceof StoryStep.Act act) {
            dialogue.add("-- " + act.action());
            act(act.action());
        }
    }

    private void act(StoryStep.Action action) throws IOException {
        switch (action) {
            case CONNECT -> {
                close();
                connected();
            }
            case CLOSE -> close();
            case END -> connected().endSending();
            case CLOSED -> {
                connected().awaitClosed();
                close();
            }
            case TLS -> connected().secure();
        }
    }

    private SmtpProbe connected() throws IOException {
        if (connection.isEmpty()) connection = Optional.of(SmtpProbe.connect(server, limit));
        return connection.get();
    }

    private void close() throws IOException {
        if (connection.isEmpty()) return;
        SmtpProbe open = connection.get();
        connection = Optional.empty();
        open.close();
    }

    private AssertionError failed(StoryStep step, String what, @Nullable Throwable cause) {
        int shown = Math.max(0, dialogue.size() - 20);
        return new AssertionError(
                name + ":" + step.line() + ": " + what + "\n  the dialogue before:\n    "
                        + String.join("\n    ", dialogue.subList(shown, dialogue.size())),
                cause);
    }
}
