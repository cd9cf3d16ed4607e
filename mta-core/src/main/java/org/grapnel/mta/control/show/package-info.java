/**
 * NAME: control.show – how answers look.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: none; the last step of a command.
 *
 * <p>TYPES: {@link org.grapnel.mta.control.show.Show} is the door; there is one form for people and one for machines.
 * {@link org.grapnel.mta.control.show.Cell} is a value as people see it, {@link org.grapnel.mta.control.show.TableLayout}
 * fits cells into a width.
 *
 * <p>THREADS: no state; the thread that shows an answer.
 *
 * <p>FAILURE: none of its own; what the output throws goes through.
 *
 * <p>SECURITY: answers carry what peers said. Control characters never reach a terminal: they are shown as {@code \x1b}.
 */
@NullMarked
package org.grapnel.mta.control.show;

import org.jspecify.annotations.NullMarked;
