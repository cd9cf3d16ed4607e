/** NAME: vendor – what a vendor's bundle exports: a hook point that is none of the engine's. */
@NullMarked
package org.grapnel.itest.container.vendor;

import org.jspecify.annotations.NullMarked;
