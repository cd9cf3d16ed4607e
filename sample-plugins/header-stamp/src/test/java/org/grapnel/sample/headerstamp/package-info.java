/** Tests of header-stamp: one class a behaviour; the built jar is looked at in {@code StampBundleIT}. */
@NullMarked
package org.grapnel.sample.headerstamp;

import org.jspecify.annotations.NullMarked;
