/**
 * NAME: hooks – one test for each hook, on real traffic in the real distribution.
 *
 * <p>PLACE: one class for each room of the catalogue; {@link org.grapnel.itest.container.hooks.HookStory} is their base.
 */
@NullMarked
package org.grapnel.itest.container.hooks;

import org.jspecify.annotations.NullMarked;
