/**
 * NAME: process – the engine's beginning and end.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: before the first and after the last.
 *
 * <p>TYPES: {@link org.grapnel.mta.process.Activator} is what the framework calls; {@link org.grapnel.mta.process.Engine} puts the rooms
 * together, in the order in which they depend on each other, and takes them apart in the opposite order.
 *
 * <p>THREADS: start and stop on the framework's thread.
 *
 * <p>FAILURE: a start that can't go on gives up what it has taken and throws with one line: the thing, the place, the mend.
 */
@NullMarked
package org.grapnel.mta.process;

import org.jspecify.annotations.NullMarked;
