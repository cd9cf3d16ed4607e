package org.grapnel.hook.bounce;

import org.grapnel.hook.mail.EditableHeaders;
import org.osgi.annotation.versioning.ProviderType;

/** The header fields and the human-readable part of a DSN that is being made. Belongs to the thread of the call. */
@ProviderType
public interface DsnDraft {
    /** The fields of the whole DSN, so far From, To, Subject, Date and Message-ID. */
    EditableHeaders headers();

    /** The human-readable text so far (RFC 3464 2, first part); line feeds separate lines. */
    String text();

    /** Adds to the text; at most 64 KB in all, else IllegalArgumentException. */
    void append(String text);

    /** Replaces the text; the same limit. */
    void text(String text);
}
