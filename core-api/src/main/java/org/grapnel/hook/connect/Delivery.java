package org.grapnel.hook.connect;

import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Attachments;
import org.grapnel.hook.Reply;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.session.EsmtpKeywords;
import org.osgi.annotation.versioning.ProviderType;

/** What happens on an outbound connection now: one attempt for one Message, or for the Messages of a batch. Belongs to the connection's thread. */
@ProviderType
public interface Delivery extends Attachments {
    OutboundConnection connection();

    /** The Message whose envelope and body are sent. */
    Message message();

    /** All Messages of this mail transaction, {@link #message()} first; more than one when they share a body. */
    List<Message> batch();

    /** The recipient whose RCPT is next or was last; empty outside RCPT, and in LMTP that of the reply after the data. */
    Optional<Recipient> recipient();

    /** What the server offers. */
    EsmtpKeywords capabilities();

    /** The last reply that was read on this connection; empty before the banner. */
    Optional<Reply> lastReply();
}
