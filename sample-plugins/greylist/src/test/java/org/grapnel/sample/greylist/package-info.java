/** Tests of greylist: one class a behaviour, on a clock that stands until it is moved. */
@NullMarked
package org.grapnel.sample.greylist;

import org.jspecify.annotations.NullMarked;
