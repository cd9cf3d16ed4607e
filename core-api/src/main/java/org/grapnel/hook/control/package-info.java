/**
 * NAME: control – the commands of operators, and the hooks around them.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: beside it. Every face (exec, shell, HTTP, web) hands its lines to one
 * {@link org.grapnel.hook.control.ControlService}, so that the five hooks of section 3 of the catalogue see them all.
 *
 * <p>TYPES: {@link org.grapnel.hook.control.ControlCommand} is one command, registered as a service by any bundle. It is
 * told its {@link org.grapnel.hook.control.Arguments} as its {@link org.grapnel.hook.control.Syntax} describes them, and
 * returns an {@link org.grapnel.hook.control.Answer}: data, which the control service renders for people or machines.
 * {@link org.grapnel.hook.control.Caller} asks, {@link org.grapnel.hook.control.CommandOutput} takes what is shown.
 *
 * <p>THREADS: commands and hooks are called on the threads of control clients, many at once; a client that goes away
 * interrupts the thread of its command.
 *
 * <p>FAILURE: a command fails with {@link org.grapnel.hook.control.CommandException}; anything else that it throws is a
 * fault of the command, logged and answered with exit status 1.
 *
 * <p>SECURITY: who may speak to a face may administrate the server. The faces authenticate; the hooks
 * {@code control_pre_command} and {@code control_allow_writable_config2} restrict.
 *
 * <p>SEE ALSO: {@link org.grapnel.hook.Hooks}.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook.control;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
