package org.grapnel.mta.bounce;

import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.mail.Host;
import org.grapnel.hook.mail.Recipient;

/** One recipient that failed for good, by which reply, at which host where one was reached. */
public record Failure(Recipient recipient, Reply reply, Optional<Host> host) {}
