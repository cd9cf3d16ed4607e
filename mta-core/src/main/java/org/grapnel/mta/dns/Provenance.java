package org.grapnel.mta.dns;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.grapnel.hook.Bytes;

/**
 * Where an answer comes from.
 *
 * @param status the response code ({@code NOERROR}, {@code NXDOMAIN}, {@code SERVFAIL} …), or {@code TIMEOUT},
 *     {@code NETWORK}, {@code BADNAME}, {@code TOOMANYALIASES}, {@code LOCAL} where no server decided
 * @param ttl how long it may be kept from now on
 * @param raw the messages in wire format, in the order they came; written anew from what was parsed, so names may be
 *     compressed otherwise than by the server. Empty where no server answered
 */
public record Provenance(String status, Duration ttl, List<ByteBuffer> raw) {
    /** Copied; the buffers are read-only. */
    public Provenance {
        raw = raw.stream().map(ByteBuffer::asReadOnlyBuffer).toList();
    }

    static Provenance local(String status) {
        return new Provenance(status, Duration.ZERO, List.of());
    }

    /** Not from DNS: a handler gave it. */
    static Provenance given(Duration ttl) {
        return new Provenance("HANDLER", ttl, List.of());
    }

    /** All messages as one block, for hooks. */
    Bytes bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer message : raw()) {
            byte[] bytes = new byte[message.remaining()];
            message.get(bytes);
            all.writeBytes(bytes);
        }
        return Bytes.of(all.toByteArray());
    }

    /** Buffers of the caller's own, positioned at the start. */
    @Override
    public List<ByteBuffer> raw() {
        return raw.stream().map(ByteBuffer::duplicate).toList();
    }

    Provenance withTtl(Duration left) {
        return new Provenance(status, left, raw);
    }
}
