/** Tests of event-log: one class a behaviour. They close the log, which writes all that is queued, and then read the file. */
@NullMarked
package org.grapnel.sample.eventlog;

import org.jspecify.annotations.NullMarked;
