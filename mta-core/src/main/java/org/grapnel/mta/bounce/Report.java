package org.grapnel.mta.bounce;

import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.mail.Host;
import org.grapnel.hook.mail.Recipient;

/** What became of one recipient, by which reply, of which host where one was reached. */
public record Report(Recipient recipient, Reply reply, Optional<Host> host) {}
