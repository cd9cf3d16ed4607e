package org.grapnel.sample.headerstamp;

import java.util.Optional;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.session.Session;

/** What one call knows: the bundle that runs, and the mail it is about. */
record Facts(String bundle, String version, Message message, Optional<Session> session) {}
