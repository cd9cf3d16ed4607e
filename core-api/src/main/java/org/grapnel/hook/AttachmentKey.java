package org.grapnel.hook;

import java.util.Objects;

/**
 * A typed key for something that handlers keep on a session, transaction, message or delivery. Two keys are equal when
 * scope, name and type are: a handler's next version finds what its predecessor left where the type is of the JDK or
 * of this API.
 *
 * @param name unique by a prefix of the vendor's own, such as {@code com.example.score}
 */
public record AttachmentKey<T>(Scope scope, String name, Class<T> type) {
    public AttachmentKey {
        Objects.requireNonNull(scope);
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
    }
}
