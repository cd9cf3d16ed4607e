package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.internal.server.ServerThread;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/** The undocumented facts of SubEthaSMTP that the listener rests on: another version may change them, and this fails. */
@Timeout(60)
class KernelGuardTest {
    private static final Map<String, String> OPEN = Map.of("relay_hosts", "127.0.0.0/8, ::1");

    @TempDir
    private Path directory;

    private record Execution(Runnable task, Thread caller) {}

    /** Tells of the first task, and runs none. */
    private static final class Watching extends AbstractExecutorService {
        private final CompletableFuture<Execution> first = new CompletableFuture<>();

        @Override
        public void execute(Runnable task) {
            first.complete(new Execution(task, Thread.currentThread()));
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return true;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    @Test
    void the_kernel_hands_its_session_to_the_executor_on_its_accept_thread_with_the_socket_of_ours() throws Exception {
        Watching executor = new Watching();
        KernelSocket socket = new KernelSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        SMTPServer kernel = SMTPServer.port(25)
                .serverSocketFactory(() -> socket)
                .executorService(executor)
                .build();
        kernel.start();
        try (Socket client = new Socket(socket.getInetAddress(), socket.getLocalPort())) {
            Execution execution = executor.first.get(30, TimeUnit.SECONDS);
            assertThat(execution.task()).isExactlyInstanceOf(Session.class);
            assertThat(execution.caller()).isExactlyInstanceOf(ServerThread.class);
            Session session = (Session) execution.task();
            assertThat(session.getSocket().getPort()).isEqualTo(client.getLocalPort());
            assertThat(session.getSocket().getTcpNoDelay()).isTrue();
            ServerThread owner = (ServerThread) execution.caller();
            assertThat(owner.getNumberOfConnections()).isEqualTo(1);
            owner.sessionEnded(session);
            assertThat(owner.getNumberOfConnections()).isZero();
        } finally {
            kernel.stop();
        }
    }

    @Test
    void our_commands_take_the_place_of_the_kernels() {
        SMTPServer kernel = SMTPServer.port(25).build();
        Verbs.all().forEach(verb -> kernel.getCommandHandler()
                .addCommand(new KernelCommand(verb, new ConcurrentHashMap<>())));
        assertThat(Verbs.all()).extracting(Verbs.Verb::name).contains("EHLO", "HELO", "MAIL", "RCPT", "DATA", "QUIT");
        for (Verbs.Verb verb : Verbs.all()) {
            assertThat(kernel.getCommandHandler().getCommand(verb.name()))
                    .as(verb.name())
                    .isExactlyInstanceOf(KernelCommand.class);
        }
    }

    @Test
    void what_only_the_kernel_knows_can_not_be_reached() throws Exception {
        try (RunningListener running = new RunningListener(directory, OPEN);
                LineClient client = running.client()) {
            client.say("EHLO client.test", "250 ");
            for (String verb : List.of("EXPN x", "ETRN x", "MAILX", "NOOPE")) {
                client.say(verb, "500 5.5.2");
            }
            client.say("AUTH PLAIN", "538 5.7.11"); // ours, not the kernel's
            client.say("MAIL FROM:<a@example.org> SIZE=10 BODY=8BITMIME", "250 2.1.0");
            client.say("mail from:<a@example.org>", "503 5.5.1");
            client.say("QUIT", "221 ").expectEnd();
        }
    }

    @RepeatedTest(20)
    void drain_closes_the_door_and_leaves_the_sessions_in_a_transaction_alive() throws Exception {
        try (RunningListener running = new RunningListener(directory, OPEN);
                LineClient busy = running.client();
                LineClient idle = running.client()) {
            Listener listener = running.listener();
            InetSocketAddress address = listener.address();
            idle.say("EHLO client.test", "250 ");
            busy.say("EHLO client.test", "250 ").say("MAIL FROM:<a@example.org>", "250 ");
            listener.drain();
            awaitRefused(address);

            listener.awaitSessions(Duration.ofMillis(1));
            idle.expect("421 4.3.2").expectEnd();
            busy.say("RCPT TO:<b@example.net>", "250 ").say("DATA", "354 ");
            busy.say("Subject: x\r\n\r\ntext\r\n.", "250 ");
            assertThat(running.queue().size()).isEqualTo(1);

            listener.awaitSessions(Duration.ofSeconds(30));
            busy.expect("421 4.3.2").expectEnd();
            assertThat(listener.sessions()).isEmpty();
        }
    }

    /** Until the accept call has noticed, the system may still complete a connection; it must end without a banner. */
    private static void awaitRefused(InetSocketAddress address) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            try (LineClient late = new LineClient(address)) {
                assertThat(late.awaitEnd())
                        .as("what a client was told that came after the drain")
                        .isEmpty();
            } catch (ConnectException refused) {
                return;
            } catch (SocketException reset) { // it came while the door was closing, and nobody talked to it
                assertThat(reset).hasMessageContaining("reset");
            }
        }
        throw new AssertionError(address + " still takes connections");
    }

    @Test
    void close_ends_what_is_open() throws Exception {
        try (RunningListener running = new RunningListener(directory, OPEN);
                LineClient client = running.client()) {
            client.say("EHLO client.test", "250 ").say("MAIL FROM:<a@example.org>", "250 ");
            running.listener().close();
            assertThat(client.awaitEnd()).isEmpty();
        }
    }
}
