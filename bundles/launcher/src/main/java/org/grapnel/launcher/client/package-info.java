/**
 * NAME: client – talks to a running instance through its control socket.
 *
 * <p>TYPES: {@link org.grapnel.launcher.client.ControlClient} is one connection; {@link org.grapnel.launcher.client.ExecCommand}
 * sends one command; {@link org.grapnel.launcher.client.Shell} chooses between a person
 * ({@link org.grapnel.launcher.client.TerminalShell}) and a script ({@link org.grapnel.launcher.client.PipedShell}).
 *
 * <p>THREADS: a connection belongs to one thread; only {@code close} may come from another and ends a waiting read.
 *
 * <p>FAILURE: no instance is {@code Refused} with status 3; an answer that breaks the protocol or its bounds is an
 * {@code IOException}, after which the connection is of no use.
 *
 * <p>STANDARDS: one JSON object a line, UTF-8, over a Unix domain socket whose path stands in {@code data/control.path}. Request
 * {@code {"line":…,"json":…,"width":…,"color":…,"user":…}}, answers {@code {"out":…}}, {@code {"err":…}} and last
 * {@code {"status":…}}; or {@code {"complete":…,"cursor":…}}, answered by {@code {"candidates":[…]}}.
 */
@NullMarked
package org.grapnel.launcher.client;

import org.jspecify.annotations.NullMarked;
