package org.grapnel.hook.session;

/** A handler's answer to an AUTH exchange; the engine then asks no credentials of its own. */
public enum AuthDecision {
    /** 235: the client is who it says. */
    SUCCEED,
    /** 535: it is not. */
    FAIL
}
