package org.grapnel.mta.dispatch;

/** An argument of which a handler can be given a copy, so that what it does takes effect only when it answers in time, or not at all. */
public interface Copyable {
    /** A copy for another thread; what is attached to it is attached to the original, unless it is for a shadow. */
    Object copyFor(boolean shadow);

    /** Takes over what was changed in the copy. */
    void adopt(Object copy);
}
