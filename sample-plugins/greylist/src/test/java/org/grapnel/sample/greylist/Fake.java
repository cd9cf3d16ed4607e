package org.grapnel.sample.greylist;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;

/** Objects of the API as a test wants them: an interface, and answers by method name. */
final class Fake {
    private Fake() {}

    /** Answers by table; what is not in it is a fault of the test. Values that are functions get the arguments. */
    static <T> T of(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object answer = answers.get(method.getName());
            if (answer == null) {
                throw new UnsupportedOperationException(type.getSimpleName() + "." + method.getName());
            }
            return answer instanceof Function<?, ?> function ? call(function, args) : answer;
        }));
    }

    /** A configuration as Declarative Services gives it: the keys of the table, defaults for the rest. */
    static <T> T config(Class<T> type, Map<String, Object> keys) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> keys.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    @SuppressWarnings("unchecked") // the test gave a function of the method's arguments
    private static Object call(Function<?, ?> function, Object[] args) {
        return ((Function<Object[], Object>) function).apply(args);
    }
}
