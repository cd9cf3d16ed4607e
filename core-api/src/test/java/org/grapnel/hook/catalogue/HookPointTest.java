package org.grapnel.hook.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.catalogue.Catalogue.Declared;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The constant POINT of each hook says the same as its interface, and calls its method. */
class HookPointTest {
    private static final Map<Type, Type> BOXED = Map.of(
            void.class, Void.class, int.class, Integer.class, long.class, Long.class, boolean.class, Boolean.class);
    private static final Map<Type, Object> SAMPLES = Map.of(int.class, 7, long.class, 7L, boolean.class, true);

    static List<Declared> declared() {
        return Catalogue.declared();
    }

    @ParameterizedTest
    @MethodSource("declared")
    void names_the_hook_and_its_kind(Declared declared) throws ReflectiveOperationException {
        HookPoint<?, ?> point = point(declared);
        assertThat(point.type()).isEqualTo(declared.type());
        assertThat(point.name()).isEqualTo(declared.hook().name());
        assertThat(point.kind()).isEqualTo(declared.hook().kind());
    }

    @ParameterizedTest
    @MethodSource("declared")
    void has_the_types_of_the_method(Declared declared) throws ReflectiveOperationException {
        Method method = method(declared);
        List<Type> expected = new ArrayList<>();
        expected.add(declared.type());
        for (Type argument : method.getGenericParameterTypes()) {
            expected.add(BOXED.getOrDefault(argument, argument));
        }
        expected.add(BOXED.getOrDefault(method.getGenericReturnType(), method.getGenericReturnType()));

        ParameterizedType type =
                (ParameterizedType) declared.type().getField("POINT").getGenericType();
        assertThat(type.getRawType().getTypeName()).endsWith("HookPoint$Of" + method.getParameterCount());
        assertThat(type.getActualTypeArguments()).containsExactlyElementsOf(expected);
        assertThat(expected.subList(1, expected.size()).toString())
                .as("a value under the name of the hook itself")
                .doesNotContainPattern("\\b" + declared.type().getSimpleName() + "\\b");
    }

    @ParameterizedTest
    @MethodSource("declared")
    void answers_as_its_kind_does(Declared declared) throws ReflectiveOperationException {
        Method method = method(declared);
        HookPoint<?, ?> point = point(declared);
        switch (declared.hook().kind()) {
            case OBSERVE -> assertThat(method.getReturnType()).isEqualTo(void.class);
            case FIRST -> assertThat(method.getReturnType()).isEqualTo(Optional.class);
            case FOLD -> assertThat(method.getGenericReturnType()).isEqualTo(method.getGenericParameterTypes()[0]);
            case VERDICT -> {
                assertThat(method.getReturnType()).isInterface().isAssignableTo(Verdict.class);
                assertThat(point.onFault()).isInstanceOf(method.getReturnType()).isNotEqualTo(Verdict.CONTINUE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("declared")
    void calls_the_method_with_all_arguments_in_order(Declared declared) throws ReflectiveOperationException {
        Method method = method(declared);
        Object[] arguments = new Object[6];
        Class<?>[] types = method.getParameterTypes();
        for (int i = 0; i < types.length; i++) {
            arguments[i] = SAMPLES.getOrDefault(types[i], types[i].isInterface() ? proxy(types[i]) : null);
        }
        List<Object[]> calls = new ArrayList<>();
        Object handler = Proxy.newProxyInstance(
                declared.type().getClassLoader(), new Class<?>[] {declared.type()}, (p, m, a) -> {
                    assertThat(m).isEqualTo(method);
                    calls.add(a == null ? new Object[0] : a);
                    return SAMPLES.get(m.getReturnType());
                });

        point(declared)
                .invoker()
                .invoke(handler, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);

        assertThat(calls).hasSize(1);
        assertThat(calls.get(0)).isEqualTo(Arrays.copyOf(arguments, types.length));
    }

    /** An object that is equal to itself only. */
    private static Object proxy(Class<?> type) {
        if (type.isSealed()) {
            return null;
        }
        return Proxy.newProxyInstance(HookPointTest.class.getClassLoader(), new Class<?>[] {type}, (p, m, a) -> {
            return switch (m.getName()) {
                case "equals" -> p == a[0];
                case "hashCode" -> System.identityHashCode(p);
                case "toString" -> type.getSimpleName();
                default -> throw new UnsupportedOperationException(m.getName());
            };
        });
    }

    private static Method method(Declared declared) {
        return declared.type().getMethods()[0];
    }

    private static HookPoint<?, ?> point(Declared declared) throws ReflectiveOperationException {
        return (HookPoint<?, ?>) declared.type().getField("POINT").get(null);
    }
}
