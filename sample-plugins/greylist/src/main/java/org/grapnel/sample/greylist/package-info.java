/**
 * NAME: greylist – puts off recipients of unknown clients once, and remembers who came back.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: {@code validate_rcptto}, at each RCPT, after handlers of a higher rank.
 *
 * <p>TYPES: {@link org.grapnel.sample.greylist.Greylist} is the handler, {@link
 * org.grapnel.sample.greylist.GreylistConfig} its configuration, Settings that configuration when found good;
 * Memory holds the entries and the rule, Journal the files, JournalThread stands between the two.
 *
 * <p>THREADS: sessions call at once and meet only in one concurrent map and one queue; the journal thread alone touches
 * files, and also expires and evicts.
 *
 * <p>FAILURE: a file or disk that is no good is named in one log line; greylisting goes on in memory.
 *
 * <p>STANDARDS: RFC 6647 (greylisting), RFC 5321 4.5.1 (postmaster), RFC 2142 (abuse).
 *
 * <p>SEE ALSO: README.md.
 */
@NullMarked
package org.grapnel.sample.greylist;

import org.jspecify.annotations.NullMarked;
