package org.grapnel.hook.mail;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Header fields that may be changed; the body is not touched by that, and fields that are not changed keep their bytes.
 * ERRORS: IllegalArgumentException when a name is not a field name (RFC 5322 3.6.8) or a value holds a bare CR or LF or
 * a line over 998 bytes; line feeds followed by white space are written as folds.
 */
@ProviderType
public interface EditableHeaders extends Headers {
    /** Adds a field above all others, as trace fields must be. */
    void prepend(String name, String value);

    /** Adds a field below all others. */
    void append(String name, String value);

    /** Adds a field before the one at this position, 0 being the first of {@link #all()}. */
    void insert(int position, String name, String value);

    /** Replaces the first field of that name at its place, or appends one where there is none. */
    void replace(String name, String value);

    /** Removes all fields of that name and tells how many there were. */
    int remove(String name);
}
