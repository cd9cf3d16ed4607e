package org.grapnel.config.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.control.Syntax;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Shows what plugins can be told, and tells them. */
final class PluginConfigCommand implements ControlCommand {
    private static final String SECRET = "…";

    private final EtcDirectory etc;
    private final Plugins plugins;
    private final ConfigurationAdmin admin;

    PluginConfigCommand(EtcDirectory etc, Plugins plugins, ConfigurationAdmin admin) {
        this.etc = etc;
        this.plugins = plugins;
        this.admin = admin;
    }

    @Override
    public String name() {
        return "plugin:config";
    }

    @Override
    public String summary() {
        return "show what plugins can be told, or change it in etc/ without a gap";
    }

    @Override
    public Syntax syntax() {
        return Syntax.NONE
                .option("unset", "KEY", "have a key's default again")
                .optional("PID", "of a configuration, PID~NAME of one of a factory's; without it, all are listed")
                .any("SETTING", "KEY=VALUE; the values of a list are separated by commas");
    }

    @Override
    public boolean changesState() {
        return true;
    }

    @Override
    public List<String> candidates(String parameter, String begin) {
        return parameter.equals("PID")
                ? plugins.all().keySet().stream()
                        .filter(pid -> pid.startsWith(begin))
                        .toList()
                : List.of();
    }

    @Override
    public Answer run(Arguments arguments, CommandInput input) throws CommandException {
        Optional<String> pid = arguments.first("PID");
        if (pid.isEmpty()) {
            return list();
        }
        Target target = Target.ofPid(pid.get())
                .orElseThrow(() -> new CommandException(pid.get() + " is no PID; see plugin:config"));
        PluginOptions options = plugins.describe(target.pid())
                .orElseThrow(() -> new CommandException(
                        "no plugin describes a configuration " + target.pid() + "; see plugin:config"));
        try {
            if (arguments.all("SETTING").isEmpty() && arguments.first("unset").isEmpty()) {
                return show(target, options);
            }
            return change(target, options, arguments);
        } catch (BadFileException e) {
            throw new CommandException(e.getMessage() + "; nothing has changed");
        } catch (IOException e) {
            throw new CommandException(target + ": " + e.getMessage() + "; nothing has changed");
        }
    }

    private Answer list() {
        Answer.Rows rows = Answer.rows("pid!", "plugin", "keys", "description");
        plugins.all()
                .forEach((pid, options) ->
                        rows.add(pid, options.plugin(), options.keys().size(), options.description()));
        return rows.table();
    }

    private Answer show(Target target, PluginOptions options) throws IOException {
        Answer.Rows rows = Answer.rows("key!", "value", "default", "type", "description");
        SortedMap<String, Object> set = inForce(target);
        for (PluginKey key : options.keys().values()) {
            Object value = set.get(key.id());
            rows.add(
                    key.id(),
                    Optional.ofNullable(value).map(v -> key.isSecret() ? SECRET : shown(v)),
                    key.isSecret() ? SECRET : String.join(", ", key.byDefault()),
                    key.type().name() + (key.isList() ? "[]" : ""),
                    key.description());
        }
        Set<String> others = new TreeSet<>(set.keySet());
        others.removeAll(options.keys().keySet());
        others.removeIf(key -> key.startsWith(".") || key.equals("service.pid") || key.equals("service.factoryPid"));
        others.forEach(key -> rows.add(key, shown(set.get(key)), "", "", "a service property"));
        return rows.table();
    }

    private SortedMap<String, Object> inForce(Target target) throws IOException {
        SortedMap<String, Object> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        try {
            // a plugin may have it as its own, which says in a private key for what it stands
            Configuration[] found = admin.listConfigurations("(|(service.pid=" + target + ")(.for=" + target + "))");
            for (Configuration each : found == null ? new Configuration[0] : found) {
                var properties = each.getProperties();
                properties.keys().asIterator().forEachRemaining(key -> keys.put(key, properties.get(key)));
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // a PID can't break a filter
        }
        return keys;
    }

    private static String shown(Object value) {
        return value instanceof Object[] many
                ? String.join(", ", Arrays.stream(many).map(String::valueOf).toList())
                : value.toString();
    }

    private Answer change(Target target, PluginOptions options, Arguments arguments)
            throws CommandException, IOException, BadFileException {
        SortedMap<String, Object> keys = etc.keys(target);
        List<String> changed = new ArrayList<>();
        Optional<String> unset = arguments.first("unset");
        if (unset.isPresent()) {
            if (keys.remove(unset.get()) == null) {
                throw new CommandException(unset.get() + " is not set in etc/" + target + ".json; nothing has changed");
            }
            changed.add(unset.get());
        }
        for (String setting : arguments.all("SETTING")) {
            int equal = setting.indexOf('=');
            if (equal < 1) {
                throw new CommandException("'" + setting + "' is no KEY=VALUE; nothing has changed");
            }
            String key = setting.substring(0, equal);
            keys.put(key, value(options.key(key), setting.substring(equal + 1)));
            changed.add(key);
        }
        etc.write(target, typed(target, options, keys));
        return Answer.done("etc/" + target + ".json: " + String.join(", ", changed) + " changed");
    }

    /** Numbers are numbers in the file, too. What is wrong is found again, with the command line's keys, when they are put in force. */
    private static SortedMap<String, Object> typed(Target target, PluginOptions options, SortedMap<String, Object> keys)
            throws BadFileException {
        try {
            return options.typed(keys, options.keys().keySet());
        } catch (BadValueException e) {
            throw new BadFileException("etc/" + target + ".json: " + e.getMessage());
        }
    }

    private static Object value(Optional<PluginKey> key, String text) {
        boolean list = key.isPresent() && key.get().isList();
        return list
                ? Stream.of(text.split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toArray(String[]::new)
                : text;
    }
}
