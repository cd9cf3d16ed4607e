/** Tests of the client against a programmable peer on loopback. */
@NullMarked
package org.grapnel.mta.connect;

import org.jspecify.annotations.NullMarked;
