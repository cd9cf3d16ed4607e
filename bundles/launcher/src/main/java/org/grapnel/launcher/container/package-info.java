/**
 * NAME: container – the OSGi framework with the bundles of the distribution.
 *
 * <p>TYPES: {@link org.grapnel.launcher.container.Container} makes the framework and starts the bundles level by level;
 * {@link org.grapnel.launcher.container.Reason} turns what went wrong into one line;
 * {@link org.grapnel.launcher.container.LauncherServices} is what the launcher offers to bundles and asks from them.
 *
 * <p>THREADS: started from one thread; {@code stop} may come from any, at any time, also during the start.
 *
 * <p>FAILURE: the first bundle of the distribution that does not start ends the start ({@code StartFailed}). Bundles that
 * others install later (plugins) may fail without ending anything.
 *
 * <p>STANDARDS: OSGi Core 8: 4 Life Cycle, 9 Framework Start Level, 10 Launching.
 */
@NullMarked
package org.grapnel.launcher.container;

import org.jspecify.annotations.NullMarked;
