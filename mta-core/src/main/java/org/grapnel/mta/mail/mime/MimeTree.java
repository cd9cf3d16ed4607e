package org.grapnel.mta.mail.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.grapnel.hook.mail.ContentType;
import org.grapnel.hook.mail.Headers;
import org.grapnel.hook.mail.MimePart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the structure of a mail in one pass over its body. */
public final class MimeTree {
    private static final Logger LOG = LoggerFactory.getLogger(MimeTree.class);

    private final BodySource source;
    private final HeaderReader headerReader;
    private final Classifier classifier;
    private final Classifier detached;
    private final int embedding;
    private final Part root;
    private final Map<String, Part> byPath = new HashMap<>();
    private Part current;
    private int headerOctets;
    private boolean full;

    /** Makes header fields of their bytes, and reads the header that stands before a body. */
    public interface HeaderReader {
        Headers of(byte[] block);

        /** Reads up to the empty line, and leaves the stream behind it. */
        byte[] take(InputStream mail) throws IOException;
    }

    private MimeTree(
            Headers headers,
            BodySource source,
            HeaderReader headerReader,
            Classifier classifier,
            Classifier detached,
            int embedding) {
        this.source = source;
        this.headerReader = headerReader;
        this.classifier = classifier;
        this.detached = detached;
        this.embedding = embedding;
        this.root = new Part(this, null, "", headers);
        this.current = root;
    }

    /**
     * Reads a tree.
     *
     * @param headers of the mail; must not change
     * @param classifier asked about each part, outer ones first
     * @param detached asked about the parts of mails within the mail
     * @throws IOException when the body can't be read
     */
    public static MimePart read(
            Headers headers, BodySource source, HeaderReader headerReader, Classifier classifier, Classifier detached)
            throws IOException {
        return read(new MimeTree(headers, source, headerReader, classifier, detached, 0));
    }

    private static MimePart read(MimeTree tree) throws IOException {
        tree.pass();
        return tree.root;
    }

    BodySource source() {
        return source;
    }

    /** The mail that a part holds. */
    Optional<MimePart> embeddedIn(Part part) throws IOException {
        if (embedding >= Bounds.EMBEDDED) {
            return Optional.empty();
        }
        byte[] header;
        try (InputStream mail = part.openDecoded()) {
            header = headerReader.take(mail);
        }
        BodySource body = () -> {
            InputStream mail = part.openDecoded();
            headerReader.take(mail);
            return mail;
        };
        return Optional.of(
                read(new MimeTree(headerReader.of(header), body, headerReader, detached, detached, embedding + 1)));
    }

    private void pass() throws IOException {
        classify(root);
        if (root.descriptor().boundary() == null) {
            cutIfMultipart(root);
            return; // no need to read the body of a mail that has no parts
        }
        try (InputStream body = source.open()) {
            MimeTokenStream tokens = Tokens.of(body, this::entity);
            EntityState state = tokens.getState();
            while (state != EntityState.T_END_OF_STREAM && !full) {
                if (state == EntityState.T_BODY) {
                    current.size(tokens.getInputStream().transferTo(OutputStream.nullOutputStream()));
                }
                state = tokens.next();
            }
        } catch (MimeException | MimeIOException e) {
            broken(e);
        } catch (RuntimeException e) { // of the library: a hostile mail may find what its authors did not think of
            broken(e);
        }
    }

    private void broken(Exception reason) {
        LOG.debug("the MIME structure ends at {}: {}", current, reason.toString());
        root.cut();
        current.cut();
    }

    /** The header of an entity is complete: what is it, and is it to be taken apart? */
    private Descriptor entity(String path, byte[] header) {
        if (path.isEmpty()) {
            current = root;
            byPath.put("", root);
            return root.descriptor();
        }
        Part parent = byPath.get(parentOf(path));
        headerOctets += header.length;
        if (parent == null || byPath.size() > Bounds.PARTS || headerOctets > Bounds.HEADERS) {
            full = true;
            root.cut();
            return new Descriptor(null, "7bit");
        }
        Part part = new Part(this, parent, path, headerReader.of(header));
        byPath.put(path, part);
        parent.add(part);
        current = part;
        classify(part);
        cutIfMultipart(part);
        boolean tooDeep = part.depth() >= Bounds.DEPTH && part.contentType().isMultipart();
        if (tooDeep) {
            part.cut();
        }
        return tooDeep ? new Descriptor(null, part.transferEncoding()) : part.descriptor();
    }

    private void classify(Part part) {
        Optional<ContentType> known = classifier.classify(part);
        known.ifPresent(part::classified);
    }

    /** A multipart without a boundary can't be taken apart. */
    private static void cutIfMultipart(Part part) {
        if (part.contentType().isMultipart() && part.descriptor().boundary() == null) {
            part.cut();
        }
    }

    private static String parentOf(String path) {
        int dot = path.lastIndexOf('.');
        return dot < 0 ? "" : path.substring(0, dot);
    }

    @Override
    public String toString() {
        return "MIME tree of " + byPath.size() + " parts";
    }
}
