package org.grapnel.hook;

/** What is done with the handlers' answers. Handlers run in rank order: highest {@code service.ranking} first, then lowest {@code service.id}. */
public enum HookKind {
    /** Every handler is called, nothing is answered. A faulty handler is skipped. */
    OBSERVE,
    /** The first handler that answers decides, the rest are not asked. A faulty handler counts as no answer. */
    FIRST,
    /** Each handler continues or ends the chain with a {@link Verdict}. A faulty handler gives the point's failure verdict. */
    VERDICT,
    /** A value travels through all handlers, each may replace it. A faulty handler leaves the value as it was. */
    FOLD
}
