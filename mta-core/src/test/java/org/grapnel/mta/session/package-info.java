@NullMarked
package org.grapnel.mta.session;

import org.jspecify.annotations.NullMarked;
