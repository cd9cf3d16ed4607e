package org.grapnel.mta.dns;

import java.net.InetAddress;

/**
 * One address to try.
 *
 * @param host the exchanger's name, for TLS and logs
 * @param preference of its MX record, 0 where there was none
 */
public record Destination(String host, InetAddress address, int preference) {}
