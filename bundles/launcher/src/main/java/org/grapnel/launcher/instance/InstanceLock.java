package org.grapnel.launcher.instance;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.grapnel.launcher.Refused;
import org.jspecify.annotations.Nullable;

/**
 * {@code data/grapnel.lock}, held from before the bundle cache is wiped until the process ends. The operating system releases
 * it with the process, so a crash leaves nothing to clean up.
 */
public final class InstanceLock implements AutoCloseable {
    private final Instance instance;
    private final FileChannel channel;

    private InstanceLock(Instance instance, FileChannel channel) {
        this.instance = instance;
        this.channel = channel;
    }

    public static InstanceLock take(Instance instance) throws Refused {
        Path file = instance.data().resolve("grapnel.lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                String who = instance.pidFile()
                        .running()
                        .map(p -> " as pid " + p.pid())
                        .orElse("");
                throw new Refused(
                        Refused.FAILED, "cannot start: already running" + who + " (base " + instance.base() + ")");
            }
            return new InstanceLock(instance, channel);
        } catch (IOException e) {
            throw new Refused(Refused.FAILED, "cannot start: cannot lock " + file + ": " + e.getMessage(), e);
        }
    }

    /** Removes what a process that died left behind and what would mislead others until we are ready. */
    public void clearLeftovers() throws Refused {
        try {
            instance.pidFile().remove();
            Files.deleteIfExists(instance.controlPath());
        } catch (IOException e) {
            throw new Refused(
                    Refused.FAILED, "cannot start: cannot clean " + instance.data() + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process holds it
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
