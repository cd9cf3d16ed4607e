/**
 * NAME: config – what is configured, and who is told when it changes.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: around it; every room asks here whether it relays, where to, and how often.
 *
 * <p>TYPES: {@link org.grapnel.hook.config.ConfigScope} says for whom an option is set,
 * {@link org.grapnel.hook.config.ConfigOption} which one, {@link org.grapnel.hook.config.ConfigChange} what became of it;
 * {@link org.grapnel.hook.config.Route} is one way to a destination; the hooks of section 2 of the catalogue.
 *
 * <p>THREADS: the hooks of a change are called by the one thread that applies it; those that answer a question are called by
 * whoever asks, on many threads at once.
 *
 * <p>FAILURE: a faulty handler is skipped or counts as no answer; the configuration then decides.
 *
 * <p>STANDARDS: RFC 5321 (relaying, routes), OSGi Compendium 104 (Configuration Admin), 105 (Metatype).
 */
@Export
@Version("0.2.0")
@NullMarked
package org.grapnel.hook.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
