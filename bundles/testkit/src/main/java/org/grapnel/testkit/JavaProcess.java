package org.grapnel.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks into a running JVM from outside, by the JDK's own {@code jcmd}. */
public final class JavaProcess {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern METASPACE_USED =
            Pattern.compile("\\bmetaspace\\s+used (\\d+)K", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOADED = Pattern.compile("(?m)^\\s*(\\d+)\\s+[\\d.]+\\s+(\\d+)\\s+");

    private final long pid;

    private JavaProcess(long pid) {
        this.pid = pid;
    }

    public static JavaProcess of(Instance instance) {
        return new JavaProcess(instance.pid());
    }

    /** One diagnostic command. */
    public String ask(String... command) {
        return tool("jcmd", command);
    }

    private String tool(String name, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
        if (name.equals("jcmd")) line.add(Long.toString(pid));
        line.addAll(List.of(arguments));
        if (!name.equals("jcmd")) line.add(Long.toString(pid));
        return Program.run(LIMIT, line, Map.of()).expectSuccess().out();
    }

    /** A full collection, which unloads the classes that nobody uses. */
    public void collect() {
        ask("GC.run");
    }

    /** In KB. */
    public long metaspaceUsed() {
        String info = ask("GC.heap_info");
        Matcher used = METASPACE_USED.matcher(info);
        if (!used.find()) throw new AssertionError("no metaspace in " + info);
        return Long.parseLong(used.group(1));
    }

    /** Classes that are loaded now: those ever loaded without those unloaded. */
    public long loadedClasses() {
        String statistics = tool("jstat", "-class");
        Matcher counts = LOADED.matcher(statistics);
        if (!counts.find()) throw new AssertionError("no counts in " + statistics);
        return Long.parseLong(counts.group(1)) - Long.parseLong(counts.group(2));
    }

    /** How many class loaders have loaded a class of this name that is still there. */
    public long copiesOf(String className) {
        Pattern line = Pattern.compile("\\|--" + Pattern.quote(className) + "/0x[0-9a-f]+");
        return line.matcher(ask("VM.class_hierarchy")).results().count();
    }
}
