package org.grapnel.mta.auth;

import java.util.ArrayList;
import java.util.List;

/** Stores as a test registers them, in rank order. */
final class FakeStores implements Stores {
    private final List<Object> stores = new ArrayList<>();

    FakeStores with(Object store) {
        stores.add(store);
        return this;
    }

    @Override
    public <T> List<T> of(Class<T> type) {
        return stores.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
