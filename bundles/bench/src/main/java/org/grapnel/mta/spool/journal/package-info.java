/**
 * NAME: bench – what putting mail on stable storage costs.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: none; never deployed.
 *
 * <p>SEE ALSO: docs/benchmarks.md.
 */
@NullMarked
package org.grapnel.mta.spool.journal;

import org.jspecify.annotations.NullMarked;
