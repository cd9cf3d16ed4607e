package org.grapnel.mta.session;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.grapnel.mta.config.HostPort;

/**
 * The PROXY header, versions 1 and 2, that a load balancer sends before anything else: it names the ends of the connection that it
 * passes on. Strict, bounded, with one deadline for the whole; reads not one byte of what follows. Used once, by the session's thread.
 */
final class ProxyHeader {
    /** What came is no PROXY header. */
    static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    private static final int LONGEST_LINE = 107; // PROXY protocol 2.1, CRLF included
    private static final int MOST_OF_VERSION_2 = 4096; // addresses and type-length-values; 2.2 asks for 536 at least
    private static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;
    private static final int UNSPECIFIED = 0x00;
    private static final int TCP4 = 0x11;
    private static final int TCP6 = 0x21;
    private static final int UNIX_STREAM = 0x31;

    private final Socket socket;
    private final InputStream input;
    private final long deadline;

    private ProxyHeader(Socket socket, Duration time) throws IOException {
        this.socket = socket;
        this.input = socket.getInputStream();
        this.deadline = System.nanoTime() + time.toNanos();
    }

    /**
     * Reads the header.
     *
     * @return the ends that it names; those of the socket itself where it names none (LOCAL, UNKNOWN)
     * @throws MalformedException when something else came
     * @throws SocketTimeoutException when it did not come in time
     */
    static Ends read(Socket socket, Duration time) throws IOException {
        ProxyHeader header = new ProxyHeader(socket, time);
        int first = header.next();
        Optional<Ends> named = first == 'P' ? header.version1() : header.version2(first);
        return named.orElseGet(() -> Ends.of(socket));
    }

    private Optional<Ends> version1() throws IOException {
        byte[] line = new byte[LONGEST_LINE];
        line[0] = 'P';
        int length = 1;
        byte[] begin = "PROXY ".getBytes(StandardCharsets.US_ASCII);
        while (length < 2 || line[length - 2] != '\r' || line[length - 1] != '\n') {
            if (length == LONGEST_LINE) {
                throw new MalformedException("the line is longer than " + LONGEST_LINE + " bytes");
            }
            line[length] = (byte) next();
            if (length < begin.length && line[length] != begin[length]) {
                throw new MalformedException("it does not begin with PROXY");
            }
            length++;
        }
        String text = new String(line, begin.length, length - begin.length - 2, StandardCharsets.US_ASCII);
        if (text.equals("UNKNOWN") || text.startsWith("UNKNOWN ")) { // 2.1: the rest of the line is ignored
            return Optional.empty();
        }
        String[] words = text.split(" ", -1);
        boolean four = words[0].equals("TCP4");
        if (words.length != 5 || (!four && !words[0].equals("TCP6"))) {
            throw new MalformedException(
                    "'" + CommandEcho.of(text) + "' is not TCP4, TCP6 or UNKNOWN with its addresses");
        }
        return Optional.of(new Ends(
                new InetSocketAddress(address(words[1], four), port(words[3])),
                new InetSocketAddress(address(words[2], four), port(words[4]))));
    }

    private static InetAddress address(String text, boolean four) throws MalformedException {
        return HostPort.literal(text)
                .filter(address ->
                        four ? address instanceof Inet4Address && text.indexOf(':') < 0 : text.indexOf(':') >= 0)
                .orElseThrow(() ->
                        new MalformedException("'" + CommandEcho.of(text) + "' is no address of IPv" + (four ? 4 : 6)));
    }

    private static int port(String text) throws MalformedException {
        if (!text.matches("0|[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65_535) {
            throw new MalformedException("'" + CommandEcho.of(text) + "' is no port");
        }
        return Integer.parseInt(text);
    }

    private Optional<Ends> version2(int first) throws IOException {
        int read = first;
        for (int i = 0; i < SIGNATURE.length; i++) {
            if (read != SIGNATURE[i]) {
                throw new MalformedException("it begins like neither version");
            }
            read = next(); // at the end the byte behind the signature
        }
        int command = read;
        int family = next();
        int length = (next() << 8) | next();
        if (command != LOCAL && command != PROXY) { // 2.2: other versions and commands must be refused
            throw new MalformedException("version and command 0x" + Integer.toHexString(command) + " are unknown");
        }
        if (length > MOST_OF_VERSION_2) {
            throw new MalformedException("it has " + length + " bytes, more than " + MOST_OF_VERSION_2);
        }
        byte[] block = new byte[length];
        for (int i = 0; i < length; i++) {
            block[i] = (byte) next();
        }
        return command == LOCAL ? Optional.empty() : named(family, block);
    }

    /** The type-length-values behind the addresses are skipped. */
    private static Optional<Ends> named(int family, byte[] block) throws IOException {
        if (family == UNSPECIFIED || family == UNIX_STREAM) {
            return Optional.empty();
        }
        if (family != TCP4 && family != TCP6) {
            throw new MalformedException("family and protocol 0x" + Integer.toHexString(family) + " are not TCP");
        }
        int size = family == TCP4 ? 4 : 16;
        if (block.length < 2 * size + 4) {
            throw new MalformedException("its " + block.length + " bytes are too few for two addresses");
        }
        return Optional.of(new Ends(
                new InetSocketAddress(address(block, 0, size), port(block, 2 * size)),
                new InetSocketAddress(address(block, size, size), port(block, 2 * size + 2))));
    }

    private static InetAddress address(byte[] block, int from, int size) throws IOException {
        return InetAddress.getByAddress(Arrays.copyOfRange(block, from, from + size));
    }

    private static int port(byte[] block, int from) {
        return ((block[from] & 0xff) << 8) | (block[from + 1] & 0xff);
    }

    private int next() throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("it did not come in time");
        }
        socket.setSoTimeout((int) Math.min((left + 999_999) / 1_000_000, Integer.MAX_VALUE));
        int read = input.read();
        if (read < 0) {
            throw new EOFException("the connection was closed before its end");
        }
        return read;
    }
}
