/**
 * NAME: shell.commands – commands about the framework itself: {@code bundle:…}, {@code system:…}, {@code component:…}.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: none.
 *
 * <p>TYPES: {@link org.grapnel.shell.commands.FrameworkCommand} is one command as data; {@code BundleViews},
 * {@code BundleChanges}, {@code SystemCommands} and {@code ScrCommands} are the tables of them;
 * {@link org.grapnel.shell.commands.FrameworkCommands} registers them.
 *
 * <p>THREADS: the callers'; the framework's API is safe for all of them. The shutdown runs on a thread of its own, so that
 * its caller still gets an answer.
 *
 * <p>FAILURE: what the framework refuses is told with its reason, exit status 1.
 *
 * <p>SECURITY: bundles of the distribution can be stopped or uninstalled with {@code --force} alone.
 */
@NullMarked
package org.grapnel.shell.commands;

import org.jspecify.annotations.NullMarked;
