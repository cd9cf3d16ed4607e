package org.grapnel.hook.reception;

import org.grapnel.hook.Bytes;
import org.grapnel.hook.mail.ContentType;

/**
 * One part of a submitted container. Its size is bounded by the injection API's limits.
 *
 * @param name unique in its container; for an attachment its file name
 */
public record ContainerPart(String name, Kind kind, ContentType type, Bytes content) {
    /** What a part is for. */
    public enum Kind {
        /** The plain text of the mail. */
        TEXT,
        /** The HTML of the mail. */
        HTML,
        /** A file that goes with it. */
        ATTACHMENT,
        /** Not part of the mail: facts about it, for handlers. */
        METADATA;

        /** True for what becomes part of the mail. */
        public boolean isMail() {
            return this != METADATA;
        }
    }

    public ContainerPart withContent(Bytes changed) {
        return new ContainerPart(name, kind, type, changed);
    }
}
