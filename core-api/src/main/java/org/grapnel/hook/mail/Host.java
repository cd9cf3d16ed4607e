package org.grapnel.hook.mail;

import java.net.InetSocketAddress;

/**
 * One remote address of a destination.
 *
 * @param name the exchanger's host name, or the literal where the route gives an address
 */
public record Host(String name, InetSocketAddress address) {
    @Override
    public String toString() {
        return name + " [" + address.getAddress().getHostAddress() + "]:" + address.getPort();
    }
}
