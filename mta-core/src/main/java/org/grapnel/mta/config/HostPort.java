package org.grapnel.mta.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host and a port, as written: {@code 127.0.0.1:2525}, {@code [::1]:2525}, {@code mail.example.com:25}.
 *
 * @param host a name in lower case, or an address without brackets
 * @param port 0–65535
 */
public record HostPort(String host, int port) {
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_-]{0,62})(?:\\.[\\p{L}\\p{N}_][\\p{L}\\p{N}_-]{0,62})*");

    /** Looks a name up, if the host is one; an unknown one stays unresolved. */
    public InetSocketAddress toSocketAddress() {
        return literal(host)
                .map(address -> new InetSocketAddress(address, port))
                .orElseGet(() -> new InetSocketAddress(host, port));
    }

    /** The address that the text is, without any look-up; empty when it is none. */
    public static Optional<InetAddress> literal(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text)); // a literal: never a look-up
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** True for a name that could stand in DNS; internationalized names may be written as they are. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Reads a host with a port; where none is written, the default one counts, and -1 says that one must be. */
    static HostPort parse(String text, int defaultPort) throws BadValue {
        String host = text;
        String port = "";
        int colon = text.lastIndexOf(':');
        if (text.startsWith("[") && text.contains("]")) {
            host = text.substring(1, text.indexOf(']'));
            String rest = text.substring(text.indexOf(']') + 1);
            if (!rest.isEmpty() && !rest.startsWith(":")) {
                throw new BadValue("'" + text + "' is no address and port", "write [address]:port");
            }
            port = rest.isEmpty() ? "" : rest.substring(1);
        } else if (colon >= 0 && text.indexOf(':') == colon) {
            host = text.substring(0, colon);
            port = text.substring(colon + 1);
        }
        if (literal(host).isEmpty() && (!isName(host) || looksLikeAddress(host))) {
            throw new BadValue(
                    "'" + host + "' is neither an address nor a host name",
                    "write for example 127.0.0.1:2525 or [::1]:2525");
        }
        return new HostPort(host.toLowerCase(Locale.ROOT), port(text, port, defaultPort));
    }

    private static boolean looksLikeAddress(String host) {
        return host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    }

    private static int port(String text, String port, int defaultPort) throws BadValue {
        if (port.isEmpty()) {
            if (defaultPort < 0) {
                throw new BadValue("'" + text + "' has no port", "write address:port, such as 127.0.0.1:2525");
            }
            return defaultPort;
        }
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65535) {
            throw new BadValue("port " + port + " is not 1–65535", "write another port");
        }
        return Integer.parseInt(port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
