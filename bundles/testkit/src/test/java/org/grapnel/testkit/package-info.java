/** Each part of the kit against another, over loopback. */
@NullMarked
package org.grapnel.testkit;

import org.jspecify.annotations.NullMarked;
