package org.grapnel.itest.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.grapnel.hook.control.Caller;
import org.grapnel.hook.control.CommandOutput;
import org.grapnel.hook.control.ControlService;
import org.grapnel.hook.control.Format;
import org.grapnel.testkit.PluginJar;
import org.grapnel.testkit.SmtpProbe;
import org.junit.After;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A running container and what tests do with it. What a test installed leaves with it. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class LiveContainer {
    protected static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Caller TESTER = new Caller("tester", "test");

    @Inject
    protected BundleContext context;

    private final List<Bundle> installed = new ArrayList<>();

    @Configuration
    public Option[] distribution() throws Exception {
        return Distribution.options();
    }

    @After
    public void uninstall() throws BundleException {
        for (Bundle bundle : installed) {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        }
    }

    protected final Bundle install(PluginJar jar) throws IOException, BundleException {
        try (InputStream content = content(jar)) {
            Bundle bundle = context.installBundle("test:" + installed.size() + ":" + System.nanoTime(), content);
            installed.add(bundle);
            bundle.start();
            return bundle;
        }
    }

    protected static InputStream content(PluginJar jar) throws IOException {
        return Files.newInputStream(jar.writeTo(Files.createTempFile("plugin", ".jar")));
    }

    protected final InetSocketAddress address(String property) {
        String[] parts = context.getProperty(property).split("[=:]");
        return new InetSocketAddress(parts[parts.length - 2], Integer.parseInt(parts[parts.length - 1]));
    }

    /** A session that has said EHLO. */
    protected final SmtpProbe session() throws IOException {
        return SmtpProbe.greeted(address("grapnel.set.smtp.listen"));
    }

    /** What is registered now. */
    protected final <T> T service(Class<T> type) {
        return context.getService(context.getServiceReference(type));
    }

    protected final Bundle engine() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("org.grapnel.mta-core"))
                .findFirst()
                .orElseThrow();
    }

    protected final void restartEngine() throws BundleException {
        engine().stop();
        engine().start();
    }

    protected final Path base() {
        return Path.of(context.getProperty("grapnel.base"));
    }

    /** What {@code hook:list PATTERN} shows. */
    protected final List<JsonNode> hooks(String pattern) {
        List<JsonNode> rows = new ArrayList<>();
        ask("hook:list " + pattern).forEach(rows::add);
        return rows;
    }

    /** What a control command answers; one that fails fails the test. */
    protected final JsonNode ask(String command) {
        StringBuilder shown = new StringBuilder();
        CommandOutput output = CommandOutput.to(shown::append, shown::append);
        ControlService control = service(ControlService.class); // the engine may have been started anew
        int status = control.run(command, TESTER, output, Format.JSON);
        if (status != 0) {
            throw new AssertionError(command + " ended with " + status + ": " + shown);
        }
        try {
            return new ObjectMapper().readTree(shown.toString());
        } catch (IOException e) {
            throw new AssertionError(command + " answers no JSON: " + shown, e);
        }
    }
}
