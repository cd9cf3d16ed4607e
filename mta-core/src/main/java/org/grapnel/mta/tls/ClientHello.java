package org.grapnel.mta.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The first message of a TLS client, read ahead so that the name it asks for can choose the context. What can't be read as such a message has no
 * name; the handshake, which gets the same bytes, then says what is wrong with them.
 *
 * @param bytes everything that was read
 * @param serverName in lower case (RFC 6066 3)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ClientHello(byte[] bytes, Optional<String> serverName) {
    private static final int HANDSHAKE = 22; // RFC 8446 5.1
    private static final int CLIENT_HELLO = 1; // RFC 8446 4
    private static final int MOST_RECORD = 1 << 14; // RFC 8446 5.1
    private static final int MOST_HELLO = 1 << 15;
    private static final int SERVER_NAME = 0; // RFC 6066 1.1
    private static final int HOST_NAME = 0; // RFC 6066 3
    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

    /**
     * Reads just the message, and no byte behind it.
     *
     * @param begun what was read of the connection before; all of it becomes part of {@link #bytes}
     */
    public static ClientHello read(byte[] begun, InputStream in) throws IOException {
        ByteArrayInputStream before = new ByteArrayInputStream(begun);
        InputStream both = new SequenceInputStream(before, in);
        ByteArrayOutputStream all = new ByteArrayOutputStream(512);
        ByteArrayOutputStream message = new ByteArrayOutputStream(512);
        while (!complete(message) && record(both, all, message)) {
            // one record after the other: a long message is spread over several
        }
        all.write(before.readAllBytes());
        return new ClientHello(all.toByteArray(), complete(message) ? name(message.toByteArray()) : Optional.empty());
    }

    /** Reads one record; false when that is none, or not one of a first message. */
    private static boolean record(InputStream in, ByteArrayOutputStream all, ByteArrayOutputStream message)
            throws IOException {
        byte[] header = in.readNBytes(5);
        all.write(header);
        int length = header.length < 5 ? 0 : unsigned(header[3]) * 256 + unsigned(header[4]);
        if (length == 0
                || length > MOST_RECORD
                || header[0] != HANDSHAKE
                || header[1] != 3
                || message.size() + length > MOST_HELLO + MOST_RECORD
                || all.size() > 2 * MOST_HELLO) {
            return false;
        }
        byte[] fragment = in.readNBytes(length);
        all.write(fragment);
        message.write(fragment);
        byte[] begin = message.toByteArray();
        return fragment.length == length && begin[0] == CLIENT_HELLO && length(begin) <= MOST_HELLO;
    }

    private static boolean complete(ByteArrayOutputStream message) {
        return message.size() >= 4 && message.size() >= 4 + length(message.toByteArray());
    }

    /** Of the message's body; it stands behind its type. */
    private static int length(byte[] message) {
        return message.length < 4
                ? 0
                : (unsigned(message[1]) * 256 + unsigned(message[2])) * 256 + unsigned(message[3]);
    }

    private static int unsigned(byte b) {
        return b & 0xff;
    }

    private static Optional<String> name(byte[] message) {
        try {
            ByteBuffer hello = ByteBuffer.wrap(message);
            skip(hello, 4 + 2 + 32); // type and length, version, random (RFC 8446 4.1.2)
            skip(hello, hello.get() & 0xff); // session
            skip(hello, hello.getShort() & 0xffff); // cipher suites
            skip(hello, hello.get() & 0xff); // compression
            ByteBuffer extensions = part(hello);
            while (extensions.hasRemaining()) {
                int type = extensions.getShort() & 0xffff;
                ByteBuffer extension = part(extensions);
                if (type == SERVER_NAME) {
                    return hostName(part(extension));
                }
            }
        } catch (BufferUnderflowException e) {
            return Optional.empty(); // cut short; the handshake says so
        }
        return Optional.empty();
    }

    private static Optional<String> hostName(ByteBuffer names) {
        while (names.hasRemaining()) {
            int type = names.get();
            ByteBuffer name = part(names);
            if (type == HOST_NAME) {
                byte[] bytes = new byte[name.remaining()];
                name.get(bytes);
                return Optional.of(new String(bytes, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT))
                        .filter(text -> NAME.matcher(text).matches());
            }
        }
        return Optional.empty();
    }

    /** What its length stands before. */
    private static ByteBuffer part(ByteBuffer buffer) {
        int length = buffer.getShort() & 0xffff;
        ByteBuffer part = buffer.duplicate();
        skip(buffer, length);
        part.limit(buffer.position());
        return part;
    }

    private static void skip(ByteBuffer buffer, int length) {
        if (length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        buffer.position(buffer.position() + length);
    }
}
