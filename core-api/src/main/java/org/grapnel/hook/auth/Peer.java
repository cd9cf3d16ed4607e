package org.grapnel.hook.auth;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.grapnel.hook.session.Session;

/**
 * Who shows a name and a password.
 *
 * @param session empty where it is no SMTP session, but a request to the HTTP face
 */
public record Peer(InetSocketAddress address, Optional<Session> session) {}
