package org.grapnel.hook.log;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Shows each accountable event.
 *
 * <p>WHEN: each accountable event: session, authentication, message, bytes, delivery, control command.
 *
 * <p>ANSWER: none. A handler that writes to a slow place queues the record and returns.
 *
 * <p>THREADS: any thread that needs the answer, many at once.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code event -> queue.offer(event)}
 */
@Hook(
        name = "aaa_log",
        kind = HookKind.OBSERVE,
        thread = HookThread.ANY,
        when = "each accountable event: session, authentication, message, bytes, delivery, control command",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface AaaLog {
    HookPoint.Of1<AaaLog, AccountingRecord, Void> POINT = HookPoint.observe(AaaLog.class, AaaLog::aaaLog);

    void aaaLog(AccountingRecord event);
}
