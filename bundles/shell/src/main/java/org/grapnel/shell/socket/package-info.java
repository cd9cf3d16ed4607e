/**
 * NAME: shell.socket – the control socket.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: none. {@code grapnel exec} and {@code grapnel shell} speak to a running instance through it.
 *
 * <p>TYPES: {@link org.grapnel.shell.socket.ControlSocket} is the component; {@link org.grapnel.shell.socket.SocketPlace} finds
 * and clears the place; {@link org.grapnel.shell.socket.SocketServer} accepts, {@link org.grapnel.shell.socket.Connection}
 * serves one client.
 *
 * <p>PROTOCOL: one JSON object a line, UTF-8, both ways. {@code {"line":…,"json":…,"width":…,"color":…,"user":…}} is answered
 * by any number of {@code {"out":text}} and {@code {"err":text}}, then {@code {"status":n}}; {@code {"complete":text,"cursor":n}}
 * by {@code {"candidates":[…]}}. Requests follow one another on a connection.
 *
 * <p>THREADS: one accepts; each connection has a reader and a worker. The reader sees a client leave and interrupts the worker.
 *
 * <p>FAILURE: a request that can't be read is answered with {@code err} and status 2; after one that is too long the connection
 * is closed.
 *
 * <p>SECURITY: the socket's file is open to its owner alone (mode 0600, in a directory of mode 0700 when it is not in the
 * instance's data directory); root passes. The user named in a request is a remark for the hooks and the log, not a proof.
 */
@NullMarked
package org.grapnel.shell.socket;

import org.jspecify.annotations.NullMarked;
