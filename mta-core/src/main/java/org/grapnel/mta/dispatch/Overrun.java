package org.grapnel.mta.dispatch;

import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Why a call was interrupted. */
enum Overrun {
    NONE("is in time", ""),
    TIME("is late", "it answered too late; its answer is dropped"),
    ALLOCATION(
            "allocates too much", "it allocated more than handler.max_allocation in one call; its answer is dropped");

    private final String words;
    private final String fault;

    Overrun(String words, String fault) {
        this.words = words;
        this.fault = fault;
    }

    String words() {
        return words;
    }

    /** The fault; what the call threw, if it did, came of the interrupt. */
    TimeoutException fault(@Nullable Throwable thrown) {
        TimeoutException exception = new TimeoutException(fault);
        if (thrown != null) {
            exception.initCause(thrown);
        }
        return exception;
    }
}
