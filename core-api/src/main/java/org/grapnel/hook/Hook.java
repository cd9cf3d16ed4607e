package org.grapnel.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface as a hook point and says what an operator or vendor wants to know first. The documentation pages,
 * the shell's listing and the metric labels are generated from it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Hook {
    /** The verbatim name of the point in the catalogue, for example {@code validate_rcptto}. */
    String name();

    /** What is done with the handlers' answers. */
    HookKind kind();

    /** Which thread calls. */
    HookThread thread();

    /** When the point fires, in one sentence. */
    String when();

    /** What happens when no handler answers. */
    String byDefault();

    /** True for a point that is kept for old plugins; the javadoc says what new ones use instead. */
    boolean deprecated() default false;
}
