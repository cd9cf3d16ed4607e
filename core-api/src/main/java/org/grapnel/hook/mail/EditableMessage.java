package org.grapnel.hook.mail;

import org.osgi.annotation.versioning.ProviderType;

/** A message in a phase that allows changes: before it is in the spool. */
@ProviderType
public interface EditableMessage extends Message {
    @Override
    EditableContent content();

    /** Writes the persistent dictionary; at most 100 entries and 64 KB in all, else IllegalArgumentException. */
    void context(String key, String value);

    /** Has the message leave through this Binding; IllegalArgumentException when no such Binding is configured. */
    void bind(String binding);

    /** 0 (last) to 9 (first). */
    void priority(int priority);
}
