/**
 * NAME: header-stamp – writes into each mail which bundle, in which version, it passed.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: {@code validate_data_spool_each_rcpt}, once for each recipient, before the Message is
 * in the spool.
 *
 * <p>TYPES: {@link org.grapnel.sample.headerstamp.HeaderStamp} is the handler, {@link
 * org.grapnel.sample.headerstamp.HeaderStampConfig} its configuration; Stamp is one checked configuration,
 * Placeholder the table of what may stand in braces.
 *
 * <p>THREADS: many sessions call at once; a call reads one volatile field.
 *
 * <p>FAILURE: a configuration that is no good is named in one log line and leaves the stamp that was in force.
 *
 * <p>STANDARDS: RFC 5322 3.6.8 (field names), 2.1.1 (line length); RFC 6532 (UTF-8 in fields).
 *
 * <p>SEE ALSO: README.md.
 */
@NullMarked
package org.grapnel.sample.headerstamp;

import org.jspecify.annotations.NullMarked;
