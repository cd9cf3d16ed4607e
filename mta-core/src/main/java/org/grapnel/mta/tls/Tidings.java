package org.grapnel.mta.tls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log what becomes of certificates: each thing once, however many contexts are built of the same file and however often it is tried.
 * Safe for use by any thread.
 */
final class Tidings {
    private static final Logger LOG = LoggerFactory.getLogger("org.grapnel.tls");
    private static final int MOST = 512;

    private final Map<String, String> last = // guarded by this
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                    return size() > MOST;
                }
            };

    void good(Recipe recipe, Context context, Optional<TlsProblem> invalid) {
        if (invalid.isPresent()) {
            tell(recipe, true, invalid.get().getMessage() + "; it is used for want of a better one");
        } else {
            context.identity()
                    .ifPresent(own -> tell(
                            recipe,
                            false,
                            own.place() + ": certificate of "
                                    + own.own().getSubjectX500Principal().getName() + " is in force, valid until "
                                    + own.own().getNotAfter().toInstant()));
        }
    }

    void bad(Recipe recipe, TlsProblem problem, boolean before) {
        tell(
                recipe,
                true,
                problem.getMessage() + "; "
                        + (before ? "the old certificate stays in force" : "no TLS with it until then"));
    }

    private synchronized void tell(Recipe recipe, boolean problem, String text) {
        if (text.equals(last.put(recipe.parameters().certificate().toString(), text))) {
            return;
        }
        if (problem) {
            LOG.error("{}", text);
        } else {
            LOG.info("{}", text);
        }
    }
}
