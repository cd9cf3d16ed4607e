/**
 * NAME: control – the control service.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: beside it. Every line of every face passes {@link org.grapnel.mta.control.Control}: length
 * check, {@code control_pre_command}, the line, {@code control_post_command}; each command of ours in it passes
 * {@link org.grapnel.mta.control.Bridge}: arguments, {@code control_allow_writable_config2},
 * {@code control_allow_writable_config}, the command, {@code control_post_control}.
 *
 * <p>TYPES: {@link org.grapnel.mta.control.ControlRoom} wires it into a framework. {@link org.grapnel.mta.control.Catalogue}
 * holds the commands in force, {@link org.grapnel.mta.control.Request} what belongs to one line. Lines are read by the
 * Gogo runtime: {@code ;} and {@code |}, {@code $variables}, {@code (nested commands)}, {@code [lists]}.
 *
 * <p>THREADS: a face's thread waits in {@code run}; Gogo runs each part of a pipe on a thread of the line's own session.
 * Interrupting the waiting thread, or the time limit, closes that session, which interrupts all of them; a command that
 * does not heed its interrupt goes on without an audience, while the caller has its answer.
 *
 * <p>FAILURE: exit status 0 done, 1 failed, 2 not understood, 127 no such command, 130 interrupted.
 *
 * <p>SECURITY: Gogo can call methods of Java objects and write files ({@code >}): a caller who may send lines is an
 * administrator with the rights of the process. Faces must authenticate; finer rules belong into {@code control_pre_command}.
 */
@NullMarked
package org.grapnel.mta.control;

import org.jspecify.annotations.NullMarked;
