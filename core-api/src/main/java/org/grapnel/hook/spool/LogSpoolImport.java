package org.grapnel.hook.spool;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells of each Message that is taken over from another node's spool.
 *
 * <p>WHEN: each Message of another node's spool that {@code spool import} tried to take over, after it is durable here
 * or failed. The Message is empty when it could not be read.
 *
 * <p>ANSWER: none. The original id is the one it had there; the source is that spool's place.
 *
 * <p>THREADS: the thread of the import; one at a time.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code (message, originalId, source, result) -> report.add(originalId, result)}
 */
@Hook(
        name = "log_spool_import",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "each Message taken over from another node's spool (spool import)",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface LogSpoolImport {
    HookPoint.Of4<LogSpoolImport, Optional<Message>, String, String, ImportResult, Void> POINT =
            HookPoint.observe(LogSpoolImport.class, LogSpoolImport::logSpoolImport);

    void logSpoolImport(Optional<Message> message, String originalId, String sourceSpool, ImportResult result);
}
