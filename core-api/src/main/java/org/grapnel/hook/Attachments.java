package org.grapnel.hook;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Something that carries typed attachments. */
@ProviderType
public interface Attachments {
    /** What stands under the key; when nothing does, the point {@code ec_bag_find} is asked. */
    <T> Optional<T> attachment(AttachmentKey<T> key);

    /** Puts a value under the key, in place of what was there. */
    <T> void attach(AttachmentKey<T> key, T value);

    /** Takes the value away. */
    void detach(AttachmentKey<?> key);
}
