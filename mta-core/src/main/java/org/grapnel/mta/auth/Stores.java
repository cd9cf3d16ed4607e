package org.grapnel.mta.auth;

import java.util.List;

/** The registered stores of users. */
public interface Stores {
    /** Those of one of the interfaces of {@code org.grapnel.hook.auth}, highest rank first. */
    <T> List<T> of(Class<T> type);

    /** No store but the users file. */
    Stores NONE = new Stores() {
        @Override
        public <T> List<T> of(Class<T> type) {
            return List.of();
        }
    };
}
