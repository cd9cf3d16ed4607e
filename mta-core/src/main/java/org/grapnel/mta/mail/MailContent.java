package org.grapnel.mta.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.grapnel.hook.mail.EditableContent;
import org.grapnel.hook.mail.MimePart;
import org.grapnel.mta.spool.Body;
import org.grapnel.mta.spool.MemoryBody;
import org.jspecify.annotations.Nullable;

/** A header block and a body. Copies share the body until one of them replaces it. */
public final class MailContent implements EditableContent {
    private static final byte[] CRLF = {'\r', '\n'};

    private HeaderBlock headers;
    private final BodyStore store;
    private Body body;
    private MimeReading mime;
    private @Nullable Read read;

    /** A tree, and what it was read of. */
    private record Read(MimePart tree, HeaderBlock headers, int edits, Body body) {}

    /** Where a replaced body goes: memory or a file, within the largest size allowed. */
    public interface BodyStore {
        Body keep(InputStream body) throws IOException;
    }

    public MailContent(HeaderBlock headers, Body body, BodyStore store) {
        this(headers, body, store, MimeReading.UNASKED);
    }

    private MailContent(HeaderBlock headers, Body body, BodyStore store, MimeReading mime) {
        this.mime = mime;
        this.headers = headers;
        this.body = body;
        this.store = store;
    }

    public MailContent copy() {
        return new MailContent(headers.copy(), body, store, mime);
    }

    /** Who is asked from now on what a part of the mail is. */
    public void read(MimeReading reading) {
        mime = reading;
        read = null;
    }

    @Override
    public MimePart mime() throws IOException {
        Read last = read;
        if (last == null || last.headers() != headers || last.edits() != headers.edits() || last.body() != body) {
            Body now = body;
            last = new Read(mime.of(headers.copy(), now::open), headers, headers.edits(), now);
            read = last;
        }
        return last.tree();
    }

    /** Takes over what another one has become. */
    public void adopt(MailContent other) {
        headers = other.headers.copy(); // who made the change may still hold the other one, and change it on
        body = other.body;
    }

    public boolean sameAs(MailContent other) {
        return body == other.body && headers.sameAs(other.headers);
    }

    /** Equal for all contents that are {@link #sameAs the same}. */
    public int likeness() {
        return 31 * System.identityHashCode(body) + headers.likeness();
    }

    @Override
    public HeaderBlock headers() {
        return headers;
    }

    public Body body() {
        return body;
    }

    @Override
    public long size() {
        return headers.bytes().length + CRLF.length + body.size();
    }

    @Override
    public InputStream open() throws IOException {
        return whole(headers.bytes(), body).open();
    }

    @Override
    public InputStream openBody() throws IOException {
        return body.open();
    }

    @Override
    public void replaceBody(InputStream replacement) throws IOException {
        body = store.keep(replacement);
    }

    /** The mail as the spool keeps it and the next hop gets it, header block first. */
    public Body whole() {
        return whole(headers.bytes(), body);
    }

    /** A header block, the empty line and a body as one. */
    static Body whole(byte[] head, Body body) {
        byte[] first = Arrays.copyOf(head, head.length + CRLF.length);
        System.arraycopy(CRLF, 0, first, head.length, CRLF.length);
        if (body instanceof MemoryBody memory) {
            return memory.behind(first);
        }
        return new Body() {
            @Override
            public long size() {
                return first.length + body.size();
            }

            @Override
            public InputStream open() throws IOException {
                return new SequenceInputStream(
                        Collections.enumeration(List.of(new ByteArrayInputStream(first), body.open())));
            }
        };
    }
}
