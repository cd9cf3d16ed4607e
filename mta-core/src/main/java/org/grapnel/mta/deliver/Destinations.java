package org.grapnel.mta.deliver;

import org.grapnel.hook.Hooks;
import org.grapnel.hook.mail.Binding;

/** Finds out where mail for a domain goes. Safe for use by any thread; may wait for DNS. */
public interface Destinations {
    Found of(Hooks hooks, String domain, Binding binding);

    /** A host could not be reached: it is left alone for a while where there are others. */
    void failed(Hooks hooks, String domain, Binding binding, org.grapnel.hook.mail.Host host);
}
