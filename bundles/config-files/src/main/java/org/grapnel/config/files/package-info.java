/**
 * NAME: config files – {@code etc/*.json} to Configuration Admin.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: none; the server and its plugins are configured before the first listener opens, and again whenever a file
 * changes.
 *
 * <p>TYPES: {@link org.grapnel.config.files.EtcDirectory} finds what is new, changed or gone;
 * {@link org.grapnel.config.files.JsonKeys} reads one file; {@link org.grapnel.config.files.Store} writes to Configuration Admin.
 *
 * <p>THREADS: the first pass runs in the bundle's start; every later one on one daemon thread.
 *
 * <p>FAILURE: a malformed {@code grapnel.json} fails the bundle's start; any other malformed file is one error line, and the configuration that
 * was there stays.
 *
 * <p>SECURITY: files of at most 1 MB and ten levels are read; the directory is the operator's.
 *
 * <p>PARAMETERS: framework properties {@code grapnel.base} (the directory above {@code etc}) and {@code grapnel.set.KEY} (override a key of
 * the server, {@code grapnel.set.PID/KEY} one of a plugin).
 *
 * <p>STANDARDS: RFC 8259 (JSON), with comments; OSGi Compendium 104.
 */
@NullMarked
package org.grapnel.config.files;

import org.jspecify.annotations.NullMarked;
