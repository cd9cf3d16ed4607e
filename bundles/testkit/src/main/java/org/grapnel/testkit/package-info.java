/**
 * NAME: testkit, what the end-to-end tests drive the real distribution with: real sockets, real processes, no mocks.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: before it and after it. {@link org.grapnel.testkit.MailPump}, {@link
 * org.grapnel.testkit.SmtpProbe} and {@link org.grapnel.testkit.SmtpStory} send; {@link
 * org.grapnel.testkit.ReceivingServer} receives; {@link org.grapnel.testkit.Instance} runs the server between them.
 *
 * <p>TYPES: {@link org.grapnel.testkit.Scene} closes everything a test opened and keeps the evidence of a failure; {@link
 * org.grapnel.testkit.Rule} and {@link org.grapnel.testkit.Reaction} program the receiver; {@link
 * org.grapnel.testkit.PluginJar} makes bundles; {@link org.grapnel.testkit.Swaks}, {@link org.grapnel.testkit.SmtpSource} and
 * {@link org.grapnel.testkit.SmtpSink} run the tools of the system.
 *
 * <p>THREADS: one per receiver connection and one per pump session, all daemons. What a test reads (mails, counts, reports) is
 * a snapshot. Nothing sleeps: {@link org.grapnel.testkit.Await} polls a condition up to a deadline.
 *
 * <p>FAILURE: everything a test waits for has a deadline and fails with an {@link java.lang.AssertionError} that says what
 * was awaited and what was there instead. Processes end with the test, and with the JVM at the latest.
 *
 * <p>STANDARDS: RFC 5321 (SMTP), 2920 (PIPELINING), 3030 (CHUNKING), 2033 (LMTP), 3207 (STARTTLS).
 *
 * <p>SEE ALSO: README.md of this folder.
 */
@NullMarked
package org.grapnel.testkit;

import org.jspecify.annotations.NullMarked;
