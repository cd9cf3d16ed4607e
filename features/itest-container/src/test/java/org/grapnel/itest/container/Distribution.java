package org.grapnel.itest.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.grapnel.launcher.Refused;
import org.grapnel.launcher.feature.Assembly;
import org.grapnel.launcher.feature.FeatureReader;
import org.grapnel.launcher.instance.Instance;
import org.grapnel.testkit.FreePort;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;

/** The built tree as Pax Exam is told of it: what the launcher would install, at the same levels, with an instance of its own. */
final class Distribution {
    private Distribution() {}

    static Option[] options() throws IOException, Refused {
        Path home = Path.of(System.getProperty("distribution")).toRealPath();
        Path base = Files.createTempDirectory(Path.of(System.getProperty("bases")), "base")
                .toRealPath();
        new Instance(base).prepare(home.resolve("etc"));
        Assembly assembly = Assembly.of(FeatureReader.readFolder(home.resolve("features")), home.resolve("system"));
        List<Option> options = new ArrayList<>();
        for (Map.Entry<Integer, List<Path>> level : assembly.levels().entrySet()) {
            for (Path jar : level.getValue()) {
                UrlProvisionOption bundle = bundle(jar.toUri().toString()).startLevel(level.getKey());
                options.add(isFragment(jar) ? bundle.noStart() : bundle);
            }
        }
        assembly.frameworkProperties()
                .forEach((key, value) -> options.add(frameworkProperty(key).value(value)));
        properties(home, base)
                .forEach((key, value) -> options.add(frameworkProperty(key).value(value)));
        options.add(frameworkStartLevel(assembly.finalLevel()));
        options.add(systemProperty("logback.configurationFile")
                .value(base.resolve("etc/logback.xml").toString()));
        options.add(systemProperty("grapnel.log.dir").value(base.resolve("log").toString()));
        options.add(systemProperty("grapnel.console.level")
                .value("OFF")); // faults are what is tested; they stand in the log file
        options.add(junitBundles());
        options.add(systemPackages(
                "org.grapnel.testkit",
                "org.assertj.core.api",
                "org.assertj.core.api.iterable",
                "org.jspecify.annotations"));
        return options.toArray(Option[]::new);
    }

    /** What the launcher says of an instance, and the settings that {@code --set} would give. */
    private static Map<String, String> properties(Path home, Path base) {
        return Map.ofEntries(
                Map.entry("grapnel.home", home.toString()),
                Map.entry("grapnel.base", base.toString()),
                Map.entry("grapnel.version", "0.1.0"),
                Map.entry("grapnel.set.hostname", "mx.container.test"),
                Map.entry("grapnel.set.smtp.listen", "127.0.0.1:" + FreePort.next()),
                Map.entry("grapnel.set.http.listen", "127.0.0.1:" + FreePort.next()),
                Map.entry("grapnel.set.routes", "*=127.0.0.1:" + FreePort.next()),
                Map.entry("grapnel.set.binding.alpha.group", "pool"),
                Map.entry("grapnel.set.binding.alpha.ehlo_name", "alpha.container.test"),
                Map.entry("grapnel.set.listener.local.listen", "127.0.0.1:" + FreePort.next()),
                Map.entry("grapnel.set.listener.local.protocol", "lmtp"));
    }

    private static boolean isFragment(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue("Fragment-Host") != null;
        }
    }
}
