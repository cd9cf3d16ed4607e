/**
 * NAME: bench – what a call of a hook costs.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: none; never deployed. It is in the dispatcher's package to make handlers as the tracker makes them.
 *
 * <p>SEE ALSO: docs/benchmarks.md.
 */
@NullMarked
package org.grapnel.mta.dispatch;

import org.jspecify.annotations.NullMarked;
