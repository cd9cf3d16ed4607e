package org.grapnel.mta.dns;

/** Asks DNS. Blocking and thread-safe; never throws for what DNS says. */
public interface Resolver {
    /** The exchangers of a domain, best first by preference; equals in the server's order. */
    MxAnswer mx(String domain);

    /** The addresses of a host; an IP literal is its own answer. */
    AddressAnswer addresses(String host);
}
