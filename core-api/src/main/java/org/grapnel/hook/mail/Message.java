package org.grapnel.hook.mail;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Attachments;
import org.grapnel.hook.MailAddress;
import org.osgi.annotation.versioning.ProviderType;

/** One accepted mail in spool or queue: its envelope, its content, and what the server knows of it. */
@ProviderType
public interface Message extends QueuedMessage, Attachments {
    MailAddress sender();

    /** ESMTP parameters of MAIL, keywords in upper case (RFC 3461: RET, ENVID; RFC 6152: BODY; RFC 6531: SMTPUTF8). */
    Map<String, String> senderParameters();

    /** The recipients that have had no final event yet. */
    List<Recipient> recipients();

    Content content();

    /** When the reception ended. */
    Instant received();

    /** The persistent dictionary: kept in the spool with the message, and over restarts. Read-only here. */
    Map<String, String> context();

    /** The last reply or error of a remote server, as one line. */
    Optional<String> lastError();

    /** True while an operator must decide: held and quarantined messages are not attempted. */
    boolean held();
}
