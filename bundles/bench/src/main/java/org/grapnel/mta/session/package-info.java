/**
 * NAME: bench – what taking in a mail's bytes costs.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: none; never deployed. It is in the session's package to feed its readers without a socket.
 *
 * <p>SEE ALSO: docs/benchmarks.md.
 */
@NullMarked
package org.grapnel.mta.session;

import org.jspecify.annotations.NullMarked;
