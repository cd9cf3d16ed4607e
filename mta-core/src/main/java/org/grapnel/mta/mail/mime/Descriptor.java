package org.grapnel.mta.mail.mime;

import org.apache.james.mime4j.stream.BodyDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * What the library is told of an entity: where its parts begin, or that it has none.
 *
 * @param boundary null = the entity is not taken apart
 */
record Descriptor(@Nullable String boundary, String transferEncoding) implements BodyDescriptor {
    @Override
    public @Nullable String getBoundary() {
        return boundary;
    }

    @Override
    public String getMimeType() {
        return getMediaType() + "/" + getSubType();
    }

    @Override
    public String getMediaType() {
        return boundary == null ? "application" : "multipart";
    }

    @Override
    public String getSubType() {
        return boundary == null ? "octet-stream" : "mixed";
    }

    @Override
    public @Nullable String getCharset() {
        return null;
    }

    @Override
    public String getTransferEncoding() {
        return transferEncoding;
    }

    @Override
    public long getContentLength() {
        return -1;
    }
}
