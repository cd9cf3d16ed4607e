package org.grapnel.mta.session;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.subethamail.smtp.internal.server.ServerThread;
import org.subethamail.smtp.server.Session;

/**
 * The kernel hands each accepted session to its executor, on its accept thread; this one runs our loop in place of the kernel's.
 * It rests on two facts of SubEthaSMTP 7.2.2 that a test guards: what is executed is the Session, and the calling thread is the ServerThread.
 * A thread serves one session at a time and then waits a while for another: where each mail has its own connection, making threads, and what
 * each of them keeps for itself, was a third of the work.
 */
final class SessionExecutor extends AbstractExecutorService {
    private static final long SPARE_SECONDS = 10;

    private final ThreadPoolExecutor threads;
    private final Loop loop;

    /** Serves one session to its end, on the session's thread. */
    interface Loop {
        void serve(Session session, ServerThread owner);

        /** True when there may be a thread for one more; asked on the accept thread. */
        boolean mayEnter();

        /** Takes back what {@link #mayEnter} has counted. */
        void decided();

        /** Lets go of one that there is no thread for; on the accept thread, so it must not block. */
        void turnAway(Session session, ServerThread owner);
    }

    SessionExecutor(ThreadFactory threads, Loop loop) {
        this.threads = new ThreadPoolExecutor( // as many as the listener admits
                0, Integer.MAX_VALUE, SPARE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
        this.loop = loop;
    }

    @Override
    public void execute(Runnable task) {
        Session session = (Session) task;
        ServerThread owner = (ServerThread) Thread.currentThread();
        if (!loop.mayEnter()) {
            loop.turnAway(session, owner);
            return;
        }
        try {
            threads.execute(() -> loop.serve(session, owner));
        } catch (OutOfMemoryError e) { // the system has no more threads: this client must go, the listener must stay
            loop.decided();
            loop.turnAway(session, owner);
        }
    }

    @Override
    public void shutdown() {
        threads.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        threads.shutdown(); // sessions end by their sockets, never by an interrupt
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isShutdown();
    }

    /** Returns at once: the listener itself has waited for its sessions before it stops the kernel. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return threads.isShutdown();
    }
}
