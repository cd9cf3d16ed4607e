@NullMarked
package org.grapnel.mta.tls;

import org.jspecify.annotations.NullMarked;
