/**
 * NAME: http – the HTTP face.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: a door for programs: what they POST goes to {@link org.grapnel.hook.reception.Injector}.
 *
 * <p>TYPES: {@link org.grapnel.http.HttpListeners} tells Jetty where to listen; {@link org.grapnel.http.MessagesServlet} is the
 * resource {@code /api/v1/messages}; {@link org.grapnel.http.ContainerReader} reads a mail that comes in parts.
 *
 * <p>THREADS: Jetty's, at most {@value org.grapnel.http.HttpListeners#THREADS} for each address; a request keeps its own.
 *
 * <p>FAILURE: every refusal is JSON with one line that says what and why; nothing of a refused mail is kept.
 *
 * <p>STANDARDS: RFC 9110, RFC 7617 (Basic), RFC 7578 (form-data).
 *
 * <p>SEE ALSO: {@code docs/http.md}.
 */
@NullMarked
package org.grapnel.http;

import org.jspecify.annotations.NullMarked;
