package org.grapnel.shell.socket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.grapnel.hook.control.ControlService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client. The worker runs its requests in turn; the reader, on a thread of its own, takes in what comes, so that it
 * sees the client leave while a command runs, and interrupts the worker then.
 */
final class Connection implements Runnable {
    /** A line and an input of 64 KB each may take six bytes a character as JSON ({@code \\u0001}), and the other members have some room. */
    static final int LONGEST_REQUEST = 2 * 64 * 1024 * 6 + 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int WAITING_REQUESTS = 16;
    private static final Requests END = new Requests.Malformed("the client has left");

    private final SocketChannel channel;
    private final ControlService control;
    private final Duration idle;
    private final BlockingQueue<Requests> requests = new ArrayBlockingQueue<>(WAITING_REQUESTS);
    private final Replies replies;

    Connection(SocketChannel channel, ControlService control, Duration idle) {
        this.channel = channel;
        this.control = control;
        this.idle = idle;
        this.replies = new Replies(channel);
    }

    @Override
    public void run() {
        Thread worker = Thread.currentThread();
        Thread reader = new Thread(() -> read(worker), worker.getName() + "-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            Optional<Requests> request = next();
            while (request.isPresent() && serve(request.get())) {
                request = next();
            }
        } catch (InterruptedException | UncheckedIOException e) {
            LOG.debug("control socket: {} has left", channel, e);
        } finally {
            close();
        }
    }

    /** Empty when the client left, or asked for nothing for too long. */
    private Optional<Requests> next() throws InterruptedException {
        Requests request = requests.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
        return Optional.ofNullable(request).filter(r -> r != END);
    }

    private boolean serve(Requests request) {
        if (request instanceof Requests.Run run) {
            replies.status(control.run(run.line(), run.input(), run.caller(), replies.output(), run.format()));
        } else if (request instanceof Requests.Complete complete) {
            replies.candidates(control.complete(complete.text(), complete.cursor()));
        } else if (request instanceof Requests.Malformed malformed) {
            replies.text("err", malformed.why() + "\n");
            replies.status(2);
        }
        return channel.isOpen();
    }

    /** The end of the stream means that the client has left: it keeps its side open until it has its answer. */
    private void read(Thread worker) {
        LineReader lines = new LineReader(channel, LONGEST_REQUEST);
        try {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (!line.get().isBlank()) {
                    requests.put(Requests.read(line.get()));
                }
            }
            worker.interrupt();
        } catch (LineReader.TooLong e) {
            offerLast(new Requests.Malformed(String.valueOf(e.getMessage())));
        } catch (IOException | InterruptedException e) {
            worker.interrupt();
        }
    }

    private void offerLast(Requests last) {
        try {
            requests.put(last);
            requests.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("control socket: closing {}", channel, e);
        }
    }
}
