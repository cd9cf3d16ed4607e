package org.grapnel.hook.queue;

/** What became of a Message that a handler took in the queue's place. */
public enum EnqueueOutcome {
    /** The handler owns it now; the queue forgets it, the spool keeps it until {@link OwnedMessages} hears of it. */
    OK,
    /** It can't be queued now: it stays in the spool and is handed over again at the next maintenance. */
    ERROR
}
