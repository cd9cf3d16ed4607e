package org.grapnel.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Caller;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.CommandInput;
import org.grapnel.hook.control.ControlCommand;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.LoggerFactory;

/** A real framework with Configuration Admin and the deployer as it ships; the API's classes are the test's own. */
final class Server {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HANDLER = "org.grapnel.hook.config.ConfigGetDomainRelay";
    private static final Pattern IMPORT =
            Pattern.compile("((?:[a-z_0-9]+\\.)+[a-z_0-9]+)(?:;[^,\"]*(?:\"\\[?([0-9.]+)[^\"]*\")?)?");

    /** Tells of each line as it is written. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final BlockingQueue<String> arriving = new LinkedBlockingQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            arriving.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    }

    final Path base;
    private final Lines lines = new Lines();
    private Framework framework;

    Server(Path base) throws Exception {
        this.base = base;
        Files.createDirectories(base.resolve("deploy"));
        lines.start();
        log().addAppender(lines);
        boot();
    }

    private static Logger log() {
        return (Logger) LoggerFactory.getLogger("org.grapnel.deployer");
    }

    private void boot() throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, base.resolve("cache").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put("grapnel.base", base.toString());
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, systemPackages());
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(properties);
        framework.start();
        install(ConfigurationAdmin.class.getClassLoader().loadClass("org.apache.felix.cm.impl.ConfigurationManager"))
                .start();
    }

    /** What the deployer imports, from the test's class path. */
    private static String systemPackages() throws IOException {
        String imports;
        try (JarFile jar = new JarFile(System.getProperty("bundle.jar"))) {
            imports = jar.getManifest().getMainAttributes().getValue(Constants.IMPORT_PACKAGE);
        }
        String extra = IMPORT.matcher(imports)
                .results()
                .filter(match -> !match.group(1).startsWith("org.osgi.framework")
                        && !match.group(1).startsWith("org.osgi.service.component")
                        && !match.group(1).startsWith("org.grapnel")
                        && !match.group(1).startsWith("java")
                        && !match.group(1).startsWith("org.osgi.util"))
                .map(match -> match.group(1) + (match.group(2) == null ? "" : ";version=" + match.group(2)))
                .distinct()
                .collect(Collectors.joining(","));
        return extra + ",org.grapnel.hook;version=0.1.0,org.grapnel.hook.config;version=0.1.0,"
                + "org.grapnel.hook.mail;version=0.1.0,org.grapnel.hook.control;version=0.1.0";
    }

    /** Installs the bundle that a class of the test's class path comes from. */
    Bundle install(Class<?> type) throws Exception {
        return context()
                .installBundle(Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toUri()
                        .toString());
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Server start() throws Exception {
        context()
                .installBundle(Path.of(System.getProperty("bundle.jar")).toUri().toString())
                .start();
        return this;
    }

    SmallRollout engine() {
        return new SmallRollout(context());
    }

    void restart() throws Exception {
        stop();
        boot();
    }

    private void stop() throws Exception {
        framework.stop();
        framework.waitForStop(PATIENCE.toMillis());
    }

    void close() throws Exception {
        stop();
        log().detachAppender(lines);
    }

    void configure(Map<String, Object> options) throws IOException {
        ServiceReference<ConfigurationAdmin> admin = context().getServiceReference(ConfigurationAdmin.class);
        context()
                .getService(admin)
                .getConfiguration("org.grapnel.deployer", "?")
                .update(FrameworkUtil.asDictionary(options));
    }

    void drop(String file, byte[] bytes) throws IOException {
        Path half = base.resolve("half");
        Files.write(half, bytes);
        Files.createDirectories(base.resolve("deploy").resolve(file).getParent());
        Files.move(half, base.resolve("deploy").resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    String nextLine() throws InterruptedException {
        String line = lines.arriving.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(line).as("waited %s for a line", PATIENCE).isNotNull();
        return line;
    }

    boolean isQuiet() {
        return lines.arriving.isEmpty();
    }

    /** Waits for what is seen by other means than a line. */
    static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited %s", PATIENCE).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    int handlers() throws InvalidSyntaxException {
        Object[] found = context().getAllServiceReferences(HANDLER, null);
        return found == null ? 0 : found.length;
    }

    List<Bundle> pluginBundles() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getLocation().startsWith("deploy:"))
                .toList();
    }

    List<String> plugins() {
        return pluginBundles().stream()
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion() + " " + bundle.getState())
                .toList();
    }

    Answer run(String name, String... words) throws CommandException {
        try {
            for (ServiceReference<ControlCommand> each : context().getServiceReferences(ControlCommand.class, null)) {
                ControlCommand command = context().getService(each);
                if (command.name().equals(name)) {
                    return command.run(command.syntax().parse(List.of(words)), INPUT);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no command " + name);
    }

    /** The values of one column of a table. */
    static List<String> column(Answer answer, String key) {
        Answer.Table table = (Answer.Table) answer;
        int index = table.columns().stream().map(Answer.Column::key).toList().indexOf(key);
        return table.rows().stream()
                .map(row -> row.get(index) instanceof Answer.Mark mark
                        ? mark.word()
                        : row.get(index).toString())
                .toList();
    }

    private static final CommandInput INPUT = new CommandInput() {
        @Override
        public Caller caller() {
            return new Caller("alice", "shell");
        }

        @Override
        public String text() {
            return "";
        }
    };
}
