/**
 * NAME: stories – the behaviour of the built distribution, from outside.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: all of it, from the client's connection to the receiver's reply.
 *
 * <p>TYPES: {@link org.grapnel.stories.ProtocolStoriesIT} replays the story files; {@link
 * org.grapnel.stories.MailClient} is the table of other people's clients; the other classes tell one stretch of life each.
 *
 * <p>THREADS: one test at a time; pumps and receivers bring their own.
 *
 * <p>SEE ALSO: bundles/testkit/README.md.
 */
@NullMarked
package org.grapnel.stories;

import org.jspecify.annotations.NullMarked;
