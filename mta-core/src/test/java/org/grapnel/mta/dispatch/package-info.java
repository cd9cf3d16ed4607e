@NullMarked
package org.grapnel.mta.dispatch;

import org.jspecify.annotations.NullMarked;
