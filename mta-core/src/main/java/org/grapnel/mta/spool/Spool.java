package org.grapnel.mta.spool;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Durable store of bodies and of the metadata of the messages that share them.
 *
 * <p>Thread-safe. {@code store}, {@code update} and {@code remove} take effect in the order in which they were called by one thread;
 * they never wait for the disk, only for room in a bounded queue. What a {@link Commit} acknowledged survives a crash; what it refused
 * never happened. Nothing is visible to the reading methods before its commit is done.
 */
public interface Spool extends AutoCloseable {
    /** The largest metadata of one message, in bytes. */
    int MAX_METADATA = 1 << 20;

    /**
     * Stores bodies, each with the metadata of all messages that share it, and changes messages that are present, all as one unit: after a
     * crash all of it is there, or nothing. So a message and what is made of it (a notice of its failure) are never there both, and never
     * neither. It is refused as a whole, with NO_SUCH_MESSAGE where one of the changed messages is not there. The bodies are read before this
     * method returns; metadata arrays and in-memory bodies must not change until the commit is done, and in-memory bodies not after it
     * either, for the spool may keep them to be read.
     *
     * @param loads at least one
     * @param changes at most one of a message, and of none of the loads
     */
    Commit store(List<Load> loads, List<Change> changes);

    /** Stores bodies and their messages as one unit. */
    default Commit store(List<Load> loads) {
        return store(loads, List.of());
    }

    /** Stores one body and its messages. */
    default Commit store(Body body, List<Entry> messages) {
        return store(List.of(new Load(body, messages)));
    }

    /** Replaces the metadata of a message; the body is not touched. */
    Commit update(long messageId, byte[] metadata);

    /** Removes a message; the body goes with its last message. */
    Commit remove(long messageId);

    /** The metadata as stored, read from disk and verified; empty if there is no such message. */
    Optional<byte[]> metadata(long messageId) throws SpoolException;

    /**
     * The body of a message. It can be opened often and by many threads; a stream once open stays readable though the message is
     * removed or its storage reorganised. Opening fails after the removal of its last message.
     *
     * @throws SpoolException NO_SUCH_MESSAGE
     */
    Body body(long messageId) throws SpoolException;

    /**
     * Shows all messages present, in no particular order; used at start-up. Messages whose metadata turns out damaged are logged and
     * passed over. Returns when all were shown.
     *
     * @param readers on whose threads the visitor is called, several at once
     * @throws SpoolException if the medium can't be read
     */
    void forEach(StoredVisitor visitor, ExecutorService readers) throws SpoolException;

    /** Whether the body of a message is in memory: reading it will not wait for the disk. */
    boolean inCore(long messageId);

    /**
     * Brings the body of a message into memory and verifies it. One that is too large to be kept there is verified only if it is known to have
     * been found damaged. Waits for the disk.
     *
     * @throws SpoolException NO_SUCH_MESSAGE, DAMAGED when reading it again will not help, or what the medium says
     */
    void pull(long messageId) throws SpoolException;

    /** Reads and verifies everything that is kept, beside all other work; copies of what is damaged are set aside. */
    CheckReport check() throws SpoolException;

    /** Gives back the space of all that is not needed any more; done when it is given back. */
    Commit compact();

    /** A snapshot of counts and health. */
    SpoolStatus status();

    /** Commits what was handed over, then closes; later calls are refused with CLOSED. */
    @Override
    void close();
}
