/** Tests of the DNS room against a real dnsmasq and a small responder of our own. */
@NullMarked
package org.grapnel.mta.dns;

import org.jspecify.annotations.NullMarked;
