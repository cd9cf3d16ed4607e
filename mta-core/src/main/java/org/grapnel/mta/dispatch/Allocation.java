package org.grapnel.mta.dispatch;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How many bytes a thread has allocated so far. */
@FunctionalInterface
public interface Allocation {
    /** Negative where that is not known. */
    long of(Thread thread);

    /** As the JVM counts, where it does. */
    static Allocation counted() {
        try {
            return Counted.meter();
        } catch (NoClassDefFoundError e) {
            return thread -> -1; // the module jdk.management is not there: handlers are bounded by time alone
        }
    }

    /** Linked only where the JVM has it. */
    final class Counted {
        private Counted() {}

        static Allocation meter() {
            return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
                            && bean.isThreadAllocatedMemorySupported()
                    ? thread -> bean.getThreadAllocatedBytes(thread.getId())
                    : thread -> -1;
        }
    }
}
