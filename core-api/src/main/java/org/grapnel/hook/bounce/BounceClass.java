package org.grapnel.hook.bounce;

/**
 * What kind of failure a reply or a bounce is about. The shipped rules name their classes; a handler may name others.
 *
 * @param code a number that reports group by, 1–999
 * @param name in lower case, such as {@code mailbox-full}
 */
public record BounceClass(int code, String name, Category category) {
    /** What is known of the cause, and so what to do about it. */
    public enum Category {
        /** The address is no good: do not send to it again. */
        HARD,
        /** It may work another time. */
        SOFT,
        /** The receiver does not want mail from this sender, source or kind. */
        BLOCK,
        /** Not a failure: an automatic answer, an unsubscription. */
        ADMINISTRATIVE,
        UNDETERMINED
    }

    /** Where no rule fits. */
    public static final BounceClass UNDETERMINED = new BounceClass(1, "undetermined", Category.UNDETERMINED);

    public BounceClass {
        if (code < 1 || code > 999) {
            throw new IllegalArgumentException(code + ": the code of a bounce class is 1–999");
        }
    }
}
