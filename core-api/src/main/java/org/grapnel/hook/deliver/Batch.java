package org.grapnel.hook.deliver;

import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.Scope;

/**
 * The mark by which Messages of one reception are known to share their body byte for byte: those with an equal mark may be
 * sent as one transaction. It stands on each Message under {@link #KEY}; a Message without it is sent alone.
 *
 * @param id any text that is unique in the process; the engine takes the first Message's id
 */
public record Batch(String id) {
    public static final AttachmentKey<Batch> KEY = new AttachmentKey<>(Scope.MESSAGE, "org.grapnel.batch", Batch.class);
}
