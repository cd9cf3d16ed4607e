package org.grapnel.hook.mail;

import java.net.InetAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** An egress source. */
@ProviderType
public interface Binding {
    /** The binding that is used where nothing else is configured. */
    String DEFAULT = "default";

    String name();

    /** The group that it belongs to, if any. */
    Optional<String> group();

    /** The local address that its connections are bound to; empty = the system chooses. */
    Optional<InetAddress> localAddress();

    /** The name that it says in EHLO. */
    String ehloName();
}
