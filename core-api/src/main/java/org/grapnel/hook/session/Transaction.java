package org.grapnel.hook.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Attachments;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.mail.EditableContent;
import org.grapnel.hook.mail.Recipient;
import org.osgi.annotation.versioning.ProviderType;

/** The mail being received on a session, from MAIL to the reply after its data. */
@ProviderType
public interface Transaction extends Attachments {
    /** Unique in this process. */
    String id();

    Session session();

    MailAddress sender();

    /** ESMTP parameters of MAIL, keywords in upper case, a value of "" where there was none. */
    Map<String, String> senderParameters();

    /** The recipients accepted so far, in the order of their RCPT commands. */
    List<Recipient> recipients();

    /** Header fields and body; empty before the last byte of the data. */
    Optional<EditableContent> content();
}
