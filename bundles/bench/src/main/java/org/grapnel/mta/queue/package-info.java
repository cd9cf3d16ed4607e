/**
 * NAME: bench – spools of any size to start a server on.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: none; never deployed.
 *
 * <p>SEE ALSO: docs/benchmarks.md; {@code bundles/bench/bin/queue-bench}.
 */
@NullMarked
package org.grapnel.mta.queue;

import org.jspecify.annotations.NullMarked;
