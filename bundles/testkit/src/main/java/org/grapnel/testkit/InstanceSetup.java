package org.grapnel.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an instance is started with; usable for several starts, one after the other. */
public final class InstanceSetup {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Path> plugins = new LinkedHashMap<>();
    final Map<String, String> environment = new LinkedHashMap<>();
    private Optional<Path> distribution = Optional.empty();
    Duration startLimit = Duration.ofSeconds(30);
    Duration commandLimit = Duration.ofSeconds(30);

    InstanceSetup() {
        set("smtp.listen", written(FreePort.address()));
        set("http.listen", written(FreePort.address()));
    }

    static String written(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** {@code --set KEY=VALUE}; the listeners have free ports unless set here. */
    public InstanceSetup set(String key, String value) {
        values.put(key, value);
        return this;
    }

    public InstanceSetup set(Map<String, String> all) {
        values.putAll(all);
        return this;
    }

    /** Everything goes to this receiver. */
    public InstanceSetup routeAllTo(ReceivingServer receiver) {
        return set("routes", "*=" + receiver.route());
    }

    /** A file under the base, such as {@code etc/grapnel.json}, there before the start. */
    public InstanceSetup file(String path, String text) {
        texts.put(path, text);
        return this;
    }

    /** A plugin that is in the deploy folder before the start. */
    public InstanceSetup plugin(Path jar, String name) {
        plugins.put(name, jar);
        return this;
    }

    public InstanceSetup environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public InstanceSetup startLimit(Duration limit) {
        startLimit = limit;
        return this;
    }

    public InstanceSetup commandLimit(Duration limit) {
        commandLimit = limit;
        return this;
    }

    /** Instead of the one the system property names. */
    public InstanceSetup distribution(Path directory) {
        distribution = Optional.of(directory);
        return this;
    }

    InetSocketAddress listener(String key) {
        String value = values.getOrDefault(key, "");
        int colon = value.lastIndexOf(':');
        if (colon < 0) throw new AssertionError(key + "=" + value + " is no address:port");
        return new InetSocketAddress(value.substring(0, colon), Integer.parseInt(value.substring(colon + 1)));
    }

    Path executable() {
        Path home = distribution.orElseGet(InstanceSetup::named);
        Path executable = home.resolve("bin").resolve("grapnel");
        if (!Files.isExecutable(executable))
            throw new AssertionError(executable + " is not there: build it with mvn -q -DskipTests package");
        return executable.toAbsolutePath();
    }

    private static Path named() {
        String home = System.getProperty(Instance.DISTRIBUTION, "");
        if (home.isEmpty())
            throw new AssertionError("system property " + Instance.DISTRIBUTION
                    + " is not set: it names the built distribution, such as features/target/grapnel");
        return Path.of(home);
    }

    List<String> command(Path base) {
        List<String> command = new ArrayList<>(List.of(executable().toString(), "run", "--base", base.toString()));
        values.forEach((key, value) -> {
            command.add("--set");
            command.add(key + "=" + value);
        });
        return command;
    }

    private Instance launch() throws IOException {
        executable(); // fails before anything is made
        InstanceFiles files = InstanceFiles.fresh();
        for (var text : texts.entrySet()) files.write(text.getKey(), text.getValue());
        for (var plugin : plugins.entrySet()) files.copy(plugin.getValue(), "deploy/" + plugin.getKey());
        return new Instance(this, files);
    }

    /** Starts and waits until it is ready. */
    public Instance start() throws IOException {
        Instance instance = launch();
        try {
            instance.awaitReady();
            return instance;
        } catch (IOException | AssertionError e) {
            instance.keep();
            instance.close();
            throw e;
        }
    }

    /** Starts what must not come up: waits until it has ended by itself with another status than 0. */
    public Finished expectStartFailure() throws IOException {
        try (Instance instance = launch()) {
            Await.until(startLimit, () -> !instance.alive(), () -> "still runs: " + instance.evidence());
            Finished end = new Finished(instance.exitStatus(), instance.stdout(), instance.stderr());
            if (end.status() == 0) throw new AssertionError("ended with status 0 instead of a failure: " + end);
            return end;
        }
    }
}
