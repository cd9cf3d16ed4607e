package org.grapnel.mta.control;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.grapnel.hook.control.ControlCommand;

/** The commands in force, by name. Immutable; a change makes a new one. */
public record Catalogue(Map<String, ControlCommand> commands) {
    public Catalogue {
        commands = Collections.unmodifiableMap(new TreeMap<>(commands));
    }

    /** Where the catalogue of the moment is found. */
    public interface Current extends Supplier<Catalogue> {}

    /** The command of this name; a name without a room also finds the engine's filters, {@code grep} for {@code text:grep}. */
    public Optional<ControlCommand> find(String name) {
        ControlCommand found = commands.get(name);
        return Optional.ofNullable(found != null ? found : commands.get(Bridge.FILTERS + ":" + name));
    }

    public Collection<ControlCommand> all() {
        return commands.values();
    }

    /** The part before the colon; commands without one are in the room {@code general}. */
    static String room(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? "general" : name.substring(0, colon);
    }
}
