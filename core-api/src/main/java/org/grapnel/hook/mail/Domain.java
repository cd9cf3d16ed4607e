package org.grapnel.hook.mail;

import org.osgi.annotation.versioning.ProviderType;

/** A destination: what is queued for one routing domain, and what is going on with it. */
@ProviderType
public interface Domain {
    /** In lower case; an address literal in brackets. */
    String name();

    /** Messages that wait for a connection now. */
    int active();

    /** Messages that wait for their next attempt. */
    int delayed();

    /** Open or opening connections, all bindings together. */
    int connections();

    /** True while an operator has suspended deliveries to it. */
    boolean suspended();
}
