/** Activators that {@code LaunchTest} packs into bundles, one class each. */
@NullMarked
package org.grapnel.launcher.bundle;

import org.jspecify.annotations.NullMarked;
