/**
 * NAME: logbridge – what bundles tell the OSGi log service reaches the one log file.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: none; Declarative Services, Configuration Admin and the framework itself report through it.
 *
 * <p>TYPES: {@link org.grapnel.logbridge.LogBridge} follows the log readers, {@link org.grapnel.logbridge.EntryWriter} writes
 * one entry to SLF4J.
 *
 * <p>THREADS: entries arrive on the log service's dispatching thread; earlier ones are replayed on the starting thread.
 *
 * <p>FAILURE: without a log service nothing is bridged and nothing breaks.
 *
 * <p>STANDARDS: OSGi Compendium 101, Log Service 1.5.
 */
@NullMarked
package org.grapnel.logbridge;

import org.jspecify.annotations.NullMarked;
