package org.grapnel.hook.process;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The first step with the rights that the process will work with.
 *
 * <p>WHEN: right after privileges were dropped with setgid, initgroups and setuid, where the process was started as
 * root and a user is configured; else right after {@code pre_drop_privileges}.
 *
 * <p>ANSWER: {@link Verdict#CONTINUE}; fail = the start-up ends with the reason and a non-zero exit status.
 *
 * <p>THREADS: the one thread that starts and stops the process.
 *
 * <p>FAILURE: ends the start-up.
 *
 * <p>EXAMPLE: {@code () -> Files.isWritable(archive) ? Verdict.CONTINUE : Verdict.fail(archive + ": not writable for
 * the configured user")}
 */
@Hook(
        name = "post_drop_privileges",
        kind = HookKind.VERDICT,
        thread = HookThread.LIFECYCLE,
        when = "right after privileges were dropped",
        byDefault = "the start-up goes on")
@ConsumerType
@FunctionalInterface
public interface PostDropPrivileges {
    HookPoint.Of0<PostDropPrivileges, Verdict.OfOperation> POINT = HookPoint.verdict(
            PostDropPrivileges.class,
            PostDropPrivileges::postDropPrivileges,
            Verdict.fail("a start-up handler failed"));

    Verdict.OfOperation postDropPrivileges();
}
