package org.grapnel.mta.mail.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.mail.ContentType;
import org.grapnel.hook.mail.Headers;
import org.grapnel.hook.mail.MimePart;
import org.jspecify.annotations.Nullable;

/** One entity. Filled by the pass that reads the tree; from then on it does not change. */
final class Part implements MimePart {
    private static final long UNKNOWN = -1;

    private final MimeTree tree;
    private final @Nullable Part parent;
    private final String path;
    private final Headers headers;
    private final DeclaredType declared;
    private final List<Part> parts = new ArrayList<>(0);
    private ContentType type;
    private boolean cut;
    private volatile long size = UNKNOWN;

    Part(MimeTree tree, @Nullable Part parent, String path, Headers headers) {
        this.tree = tree;
        this.parent = parent;
        this.path = path;
        this.headers = headers;
        this.declared = DeclaredType.of(headers);
        this.type = declared.type().orElseGet(() -> byDefault(parent));
    }

    /** RFC 2045 5.2; RFC 2046 5.1.5: in a digest, a mail. */
    private static ContentType byDefault(@Nullable Part parent) {
        return parent != null && parent.type.type().equals("multipart/digest")
                ? ContentType.of("message/rfc822")
                : ContentType.PLAIN_TEXT;
    }

    void classified(ContentType known) {
        type = known;
    }

    void add(Part child) {
        parts.add(child);
    }

    /** Something in it is left out. */
    void cut() {
        cut = true;
    }

    void size(long octets) {
        size = octets;
    }

    int depth() {
        return parent == null ? 0 : parent.depth() + 1;
    }

    Set<Part> ancestors() {
        Set<Part> around = new LinkedHashSet<>();
        for (Part part = parent; part != null; part = part.parent) {
            around.add(part);
        }
        return around;
    }

    /** How the library goes on with it: a multipart with a boundary is taken apart. */
    Descriptor descriptor() {
        return new Descriptor(type.isMultipart() ? declared.boundary().orElse(null) : null, transferEncoding());
    }

    String transferEncoding() {
        return headers.first("Content-Transfer-Encoding").orElse("7bit").strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public Optional<ContentType> declared() {
        return declared.type();
    }

    @Override
    public ContentType contentType() {
        return type;
    }

    /** Of a multipart it is counted when asked for: the pass sees its parts, not the whole. */
    @Override
    public long size() {
        if (size == UNKNOWN) {
            try (InputStream body = open()) {
                size = body.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException("part " + path + " of the mail can't be read", e);
            }
        }
        return size;
    }

    @Override
    public List<MimePart> parts() {
        return Collections.unmodifiableList(parts);
    }

    @Override
    public boolean complete() {
        return !cut && parts.stream().allMatch(Part::complete);
    }

    @Override
    public Optional<MimePart> embedded() throws IOException {
        return type.type().equals("message/rfc822") ? tree.embeddedIn(this) : Optional.empty();
    }

    @Override
    public InputStream open() throws IOException {
        return parent == null ? tree.source().open() : PartStream.of(tree.source(), this, false);
    }

    @Override
    public InputStream openDecoded() throws IOException {
        return PartStream.of(tree.source(), this, true);
    }

    @Override
    public String toString() {
        return "part " + (path.isEmpty() ? "0" : path) + " (" + type.type() + ")";
    }
}
