/**
 * NAME: auth – who a client is: mechanisms and users.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: before the first transaction of a session; the verb itself is in the session room.
 *
 * <p>TYPES: {@link org.grapnel.mta.auth.Mechanisms} is the table; a {@link org.grapnel.mta.auth.Mechanism} begins a
 * {@link org.grapnel.mta.auth.Conversation}, which ends in a {@link org.grapnel.mta.auth.Claim}; {@link org.grapnel.mta.auth.Users} judges
 * claims by the registered stores ({@code org.grapnel.hook.auth}) and by the {@link org.grapnel.mta.auth.UsersFile}.
 *
 * <p>THREADS: a conversation belongs to its session's thread; everything else is safe for use by any.
 *
 * <p>FAILURE: a store that fails is 454 and a line in the log; a users file that can't be read leaves the users as they were.
 *
 * <p>SECURITY: secrets are in no log line, exception or toString; they are compared in constant time; users who don't exist cost the same work and
 * get a salt of their own.
 *
 * <p>STANDARDS: RFC 4422, RFC 4616 (PLAIN), RFC 2195 (CRAM-MD5), RFC 5802, RFC 5803 and RFC 7677 (SCRAM-SHA-256), RFC 7628 (OAUTHBEARER),
 * RFC 4013 (SASLprep).
 *
 * <p>PARAMETERS: auth.mechanisms, auth.without_tls, auth.required, auth.max_failures, auth.timeout, auth.users, auth.iterations.
 */
@NullMarked
package org.grapnel.mta.auth;

import org.jspecify.annotations.NullMarked;
