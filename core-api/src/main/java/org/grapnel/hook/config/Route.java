package org.grapnel.hook.config;

/**
 * One way to a destination.
 *
 * @param host a host name, looked up like an exchanger, or an address (IPv6 without brackets)
 * @param port 1–65535
 * @param preference 0–65535; lower is tried first, equal ones in random order (RFC 5321 5.1)
 */
public record Route(String host, int port, int preference) {
    /** The port of SMTP. */
    public static final int SMTP = 25;

    public Route {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a route needs a host name or an address");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(host + ": port " + port + " is not 1–65535");
        }
        if (preference < 0 || preference > 65535) {
            throw new IllegalArgumentException(host + ": preference " + preference + " is not 0–65535");
        }
    }

    public static Route to(String host, int port) {
        return new Route(host, port, 0);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
