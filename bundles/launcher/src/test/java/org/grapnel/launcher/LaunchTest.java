package org.grapnel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.grapnel.launcher.bundle.ExitingActivator;
import org.grapnel.launcher.bundle.SteadyActivator;
import org.grapnel.launcher.bundle.ThrowingActivator;
import org.grapnel.launcher.instance.Instance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts real processes with the real framework, on an installation of bundles that are made here. */
@Timeout(60)
class LaunchTest {
    @TempDir
    Path folder;

    private Path home;
    private Instance instance;
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void emptyInstallation() throws IOException {
        home = folder.resolve("a home");
        Files.createDirectories(home.resolve("etc"));
        Files.createDirectories(home.resolve("features"));
        instance = new Instance(folder.resolve("an instance"));
    }

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void an_activator_that_throws_ends_the_start_with_its_reason_and_status_1() throws Exception {
        bundle("steady", SteadyActivator.class, "Import-Package", "org.osgi.framework");
        bundle("throwing", ThrowingActivator.class, "Import-Package", "org.osgi.framework");
        feature("steady", "throwing");

        Process run = launch("run");

        assertThat(run.waitFor()).isEqualTo(1);
        assertThat(errors(run)).containsExactly("grapnel: cannot start: smtp.listen: port 99999 is not 1–65535");
        assertThat(output(run)).contains("steady started", "steady stopped").noneMatch(l -> l.contains("ready"));
        assertThat(Files.readString(instance.logFile())).contains("ThrowingActivator.start");
        assertThat(instance.pidFile().exists()).isFalse();
    }

    @Test
    void a_missing_capability_is_named() throws Exception {
        bundle(
                "needy",
                SteadyActivator.class,
                "Import-Package",
                "org.osgi.framework,com.example.absent;version=\"[1,2)\"");
        feature("needy");

        Process run = launch("run");

        assertThat(run.waitFor()).isEqualTo(1);
        assertThat(errors(run))
                .singleElement()
                .asString()
                .startsWith("grapnel: cannot start: bundle needy needs package com.example.absent [1.0.0,2.0.0)")
                .contains("com.example.absent");
    }

    @Test
    void a_missing_jar_ends_with_status_2() throws Exception {
        feature("nowhere");

        Process run = launch("run");

        assertThat(run.waitFor()).isEqualTo(2);
        assertThat(errors(run)).singleElement().asString().contains("system/test/nowhere/1/nowhere-1.jar");
    }

    @Test
    void a_termination_signal_stops_orderly_with_status_0() throws Exception {
        bundle("steady", SteadyActivator.class, "Import-Package", "org.osgi.framework");
        feature("steady");

        Process run = launch("run", "--set", "hostname=mx.example.org");
        BufferedReader lines = run.inputReader(StandardCharsets.UTF_8);
        assertThat(lines.readLine()).isEqualTo("steady started");
        assertThat(lines.readLine()).isEqualTo("hostname mx.example.org, base " + instance.base());
        assertThat(lines.readLine()).matches("Grapnel \\S+ is ready in \\d+ ms \\(base " + instance.base() + "\\)");
        while (instance.pidFile().running().isEmpty()) {
            assertThat(run.isAlive()).isTrue(); // it is written right after the line
            Thread.onSpinWait();
        }
        assertThat(instance.pidFile().running().map(ProcessHandle::pid)).contains(run.pid());

        Process second = launch("run");
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(errors(second)).singleElement().asString().contains("already running as pid " + run.pid());

        terminate(run);
        assertThat(run.waitFor()).isZero();
        assertThat(lines.readLine()).isEqualTo("steady stopped");
        assertThat(instance.pidFile().exists()).isFalse();
    }

    @Test
    void a_bundle_may_end_the_process_with_a_status() throws Exception {
        bundle("exiting", ExitingActivator.class, "Import-Package", "org.osgi.framework");
        feature("exiting");

        Process run = launch("run");

        assertThat(run.waitFor()).isEqualTo(7);
        assertThat(errors(run)).isEmpty();
    }

    @Test
    void a_daemon_runs_the_release_hooks_on_the_console_and_then_lets_it_go() throws Exception {
        bundle("steady", SteadyActivator.class, "Import-Package", "org.osgi.framework");
        feature("steady");

        Process daemon = launch("daemon");
        BufferedReader lines = daemon.inputReader(StandardCharsets.UTF_8);
        assertThat(lines.readLine()).isEqualTo("steady started");
        lines.readLine();
        assertThat(lines.readLine()).contains("is ready");
        assertThat(lines.readLine()).isEqualTo("steady on release");
        while (instance.pidFile().running().isEmpty() || Files.notExists(instance.consoleLog())) {
            assertThat(daemon.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        terminate(daemon);

        assertThat(daemon.waitFor()).isZero();
        assertThat(lines.readLine()).isNull();
        assertThat(instance.consoleLog()).hasContent("steady stopped");
    }

    private Process launch(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "-Dsun.stderr.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Dgrapnel.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                "org.grapnel.launcher.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--base", instance.base().toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** {@link Process#destroy} would also close the streams that are still to be read. */
    private static void terminate(Process process) {
        assertThat(process.toHandle().destroy()).isTrue();
    }

    private static List<String> output(Process process) throws IOException {
        return lines(process.getInputStream());
    }

    private static List<String> errors(Process process) throws IOException {
        return lines(process.getErrorStream());
    }

    private static List<String> lines(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }

    private void feature(String... bundles) throws IOException {
        String ids = List.of(bundles).stream().map(b -> "\"test:" + b + ":1\"").collect(Collectors.joining(","));
        Files.writeString(
                home.resolve("features/test.json"),
                "{\"id\": \"test:test:1\", \"bundles\": [" + ids
                        + "], \"extensions\": {\"framework-launching-properties\":"
                        + " {\"type\": \"json\", \"json\": {\"felix.service.urlhandlers\": \"false\"}}}}");
    }

    /** Makes a bundle of one class of the test's class path. */
    private void bundle(String name, Class<?> activator, String header, String value) throws IOException {
        Path jar = home.resolve("system/test/" + name + "/1/" + name + "-1.jar");
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Activator", activator.getName());
        main.putValue(header, value);
        String entry = activator.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = activator.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
    }
}
