package org.grapnel.hook.log;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells of each outbound TLS success or failure, for reports to the receiving domain.
 *
 * <p>WHEN: after each outbound TLS handshake, and when STARTTLS was wanted and not offered or refused (RFC 8460 4.3).
 *
 * <p>ANSWER: none.
 *
 * <p>THREADS: the thread that owns the outbound connection; calls for one connection never overlap, those of many
 * connections do.
 *
 * <p>FAILURE: skipped.
 *
 * <p>EXAMPLE: {@code result -> report.of(result.policyDomain()).add(result)}
 */
@Hook(
        name = "smtp_tls_reporting",
        kind = HookKind.OBSERVE,
        thread = HookThread.DELIVERY,
        when = "each outbound TLS success or failure",
        byDefault = "nothing")
@ConsumerType
@FunctionalInterface
public interface SmtpTlsReporting {
    HookPoint.Of1<SmtpTlsReporting, TlsReportRecord, Void> POINT =
            HookPoint.observe(SmtpTlsReporting.class, SmtpTlsReporting::smtpTlsReporting);

    void smtpTlsReporting(TlsReportRecord result);
}
