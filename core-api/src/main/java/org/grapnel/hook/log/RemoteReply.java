package org.grapnel.hook.log;

import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.bounce.BounceClass;
import org.grapnel.hook.mail.Host;
import org.grapnel.hook.mail.Recipient;

/**
 * The end of an attempt for some recipients of a Message, with the reply that decided it.
 *
 * @param recipients those that it concerns; an attempt that ends in several ways gives several events
 * @param reply of the remote server; where none was reached or none answered, the engine's own description in the same form
 * @param host the server; empty where none was reached
 * @param bounceClass what the reply was classified as; empty for deliveries
 */
public record RemoteReply(
        List<Recipient> recipients, Reply reply, Optional<Host> host, Optional<BounceClass> bounceClass) {
    public RemoteReply {
        recipients = List.copyOf(recipients);
    }
}
