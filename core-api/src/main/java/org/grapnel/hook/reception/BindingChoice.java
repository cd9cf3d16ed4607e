package org.grapnel.hook.reception;

/** Where a Message leaves: through a Binding, or through one that is chosen from a group. */
public sealed interface BindingChoice {
    /** The name of a configured Binding, or group. */
    String name();

    /** Exactly this Binding. */
    record Binding(String name) implements BindingChoice {}

    /** A Binding of this group; {@code binding_group_choose_binding} is asked which. */
    record Group(String name) implements BindingChoice {}

    static BindingChoice binding(String name) {
        return new Binding(name);
    }

    static BindingChoice group(String name) {
        return new Group(name);
    }
}
