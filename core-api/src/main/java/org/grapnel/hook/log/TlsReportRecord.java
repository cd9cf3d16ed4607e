package org.grapnel.hook.log;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * One outbound TLS success or failure, in the terms of SMTP TLS reporting (RFC 8460 4).
 *
 * @param policyType {@code sts}, {@code tlsa} or {@code no-policy-found}
 * @param policyDomain the recipients' domain
 * @param mxHost the exchanger's name
 * @param sendingAddress this side's address
 * @param receivingAddress the exchanger's address
 * @param resultType of the failure, such as {@code starttls-not-supported} or {@code certificate-expired} (RFC 8460 4.3); empty for a success
 * @param reason more about the failure, in one line; empty where there is no more
 */
public record TlsReportRecord(
        Instant time,
        String policyType,
        String policyDomain,
        String mxHost,
        InetAddress sendingAddress,
        InetAddress receivingAddress,
        Optional<String> resultType,
        String reason) {
    public boolean isSuccess() {
        return resultType.isEmpty();
    }
}
