package org.grapnel.hook.process;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The last step with the rights that the process was started with.
 *
 * <p>WHEN: after listeners are bound, before the process gives up root for the configured user and group.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; fail = the start-up ends with the reason and a non-zero exit status.
 *
 * <p>THREADS: the one thread that starts and stops the process.
 *
 * <p>FAILURE: ends the start-up.
 *
 * <p>EXAMPLE: {@code () -> secret.readable() ? Verdict.CONTINUE : Verdict.fail("/etc/mail/secret: can't be read")}
 */
@Hook(
        name = "pre_drop_privileges",
        kind = HookKind.VERDICT,
        thread = HookThread.LIFECYCLE,
        when = "after listeners are bound, before the process gives up root for the configured user and group",
        byDefault = "the start-up goes on")
@ConsumerType
@FunctionalInterface
public interface PreDropPrivileges {
    HookPoint.Of0<PreDropPrivileges, Verdict.OfOperation> POINT = HookPoint.verdict(
            PreDropPrivileges.class, PreDropPrivileges::preDropPrivileges, Verdict.fail("a start-up handler failed"));

    Verdict.OfOperation preDropPrivileges();
}
