package org.grapnel.hook;

/** What a fault of a handler counts as. A handler asks for a rule with {@link HandlerProperties#ON_FAULT}; the operator's configuration overrides it. */
public enum FailureRule {
    /** As if the handler had not been there: skipped, no answer, continue, or the value as it was. */
    SKIP,
    /** The point's failure answer; for most VERDICT points a deferral, 451 4.3.0. For the other kinds the same as {@link #SKIP}. */
    DEFER
}
