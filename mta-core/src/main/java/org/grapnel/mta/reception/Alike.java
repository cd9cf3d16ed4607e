package org.grapnel.mta.reception;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.ToIntFunction;

/** Groups what is alike, each in its order, in a time that grows with the number and not with its square. */
final class Alike {
    private Alike() {}

    /**
     * @param likeness equal for all that are the same
     * @param same asked of those with equal likeness
     */
    static <T> Collection<List<T>> groups(List<T> all, ToIntFunction<T> likeness, BiPredicate<T, T> same) {
        Map<Key<T>, List<T>> groups = new LinkedHashMap<>();
        for (T one : all) {
            groups.computeIfAbsent(new Key<>(one, likeness.applyAsInt(one), same), key -> new ArrayList<>(1))
                    .add(one);
        }
        return groups.values();
    }

    private static final class Key<T> {
        private final T one;
        private final int hash;
        private final BiPredicate<T, T> same;

        Key(T one, int hash, BiPredicate<T, T> same) {
            this.one = one;
            this.hash = hash;
            this.same = same;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        @SuppressWarnings("unchecked") // keys of one map have one type
        public boolean equals(Object other) {
            return other instanceof Key<?> key && key.hash == hash && same.test(one, (T) key.one);
        }
    }
}
