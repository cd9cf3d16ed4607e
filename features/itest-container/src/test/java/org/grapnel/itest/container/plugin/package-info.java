/** NAME: plugin – the classes of the jars that tests make on the fly; each runs in a bundle of its own, not in the test's. */
@NullMarked
package org.grapnel.itest.container.plugin;

import org.jspecify.annotations.NullMarked;
