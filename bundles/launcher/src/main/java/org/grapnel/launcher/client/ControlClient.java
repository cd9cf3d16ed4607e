package org.grapnel.launcher.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.grapnel.launcher.Refused;
import org.grapnel.launcher.instance.Instance;

/** One connection to the control socket of an instance. */
final class ControlClient implements AutoCloseable {
    private static final int LONGEST_PATH = 4096;

    private static final long LOOK_MILLIS = 20;

    private final SocketChannel channel;
    private final AnswerReader answers;

    private ControlClient(SocketChannel channel) {
        this.channel = channel;
        this.answers = new AnswerReader(new BufferedInputStream(Channels.newInputStream(channel), 16 * 1024));
    }

    static ControlClient connect(Instance instance) throws Refused {
        try {
            return new ControlClient(SocketChannel.open(UnixDomainSocketAddress.of(socket(instance))));
        } catch (NoSuchFileException e) {
            throw new Refused(Refused.NOT_RUNNING, nobody(instance), e);
        } catch (AccessDeniedException e) {
            throw new Refused(
                    Refused.NOT_RUNNING,
                    "cannot read " + instance.controlPath() + "; are you the user that Grapnel runs as?",
                    e);
        } catch (IOException e) {
            // a process that died leaves both files behind
            String why = instance.pidFile().running().isPresent()
                    ? "the control socket of " + instance.base() + " refuses the connection: " + e.getMessage()
                    : nobody(instance);
            throw new Refused(Refused.NOT_RUNNING, why, e);
        }
    }

    /** Tries until the socket is open or the patience is used up. */
    static ControlClient connectPatiently(Instance instance, Duration patience) throws Refused {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return connect(instance);
            } catch (Refused e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the shell's thread", e);
            }
        }
    }

    private static String nobody(Instance instance) throws Refused {
        return instance.pidFile().running().isPresent()
                ? "the instance in " + instance.base()
                        + " has no control socket; see whether the shell bundle is in features/ and active"
                : "no instance runs in " + instance.base() + "; `grapnel start` starts one";
    }

    private static Path socket(Instance instance) throws IOException {
        try (InputStream in = Files.newInputStream(instance.controlPath())) {
            String path = new String(in.readNBytes(LONGEST_PATH), StandardCharsets.UTF_8);
            return Path.of(path.lines().findFirst().orElse("").strip());
        } catch (InvalidPathException e) {
            throw new IOException(instance.controlPath() + " holds no path", e);
        }
    }

    /** Sends a command, forwards its output as it comes, returns its exit status. */
    int execute(ControlRequest request, Output output) throws IOException {
        send(request.encode());
        while (true) {
            Answer answer = Answer.parse(answers.line());
            output.out(answer.out());
            output.err(answer.err());
            if (answer.status().isPresent()) {
                return answer.status().getAsInt();
            }
        }
    }

    /** What could stand at the cursor. */
    List<String> complete(String line, int cursor) throws IOException {
        send(ControlRequest.encodeCompletion(line, cursor));
        while (true) {
            Answer answer = Answer.parse(answers.line());
            Optional<List<String>> candidates = answer.candidates();
            if (candidates.isPresent() || answer.status().isPresent()) {
                return candidates.orElse(List.of());
            }
        }
    }

    private void send(byte[] request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
