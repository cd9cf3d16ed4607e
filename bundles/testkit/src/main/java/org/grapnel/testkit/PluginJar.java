package org.grapnel.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes plugin jars on the fly, good ones and bad ones, out of classes of the test's class path. */
public final class PluginJar {
    private final Manifest manifest = new Manifest();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Set<String> components = new LinkedHashSet<>();

    private PluginJar(String symbolicName) {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", symbolicName);
        header("Bundle-Version", "1.0.0");
    }

    public static PluginJar named(String symbolicName) {
        return new PluginJar(symbolicName);
    }

    public PluginJar version(String version) {
        return header("Bundle-Version", version);
    }

    /** Any manifest header, such as Import-Package or Bundle-Activator; a later value replaces an earlier one. */
    public PluginJar header(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    public PluginJar entry(String name, byte[] content) {
        entries.put(name, content.clone());
        return this;
    }

    /** The classes, each with all that are nested in it (anonymous and local ones too). */
    public PluginJar classes(Class<?>... classes) {
        for (Class<?> each : classes) {
            addClass(each);
            // a nest names every class that was compiled out of the same source class
            for (Class<?> member : each.getNestMembers()) {
                if (member.getName().startsWith(each.getName() + "$")) addClass(member);
            }
        }
        return this;
    }

    private void addClass(Class<?> each) {
        String name = each.getName().replace('.', '/') + ".class";
        try (InputStream in = each.getResourceAsStream("/" + name)) {
            if (in == null) throw new AssertionError("no class file " + name + " on the class path");
            entries.put(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A declarative service component: its class with what is nested in it, its XML and the manifest header that names it.
     *
     * @param properties service properties; Integer, Long and Boolean keep their type, the rest are Strings
     */
    public PluginJar component(Class<?> implementation, Class<?> service, Map<String, ?> properties) {
        String file = "OSGI-INF/" + implementation.getName() + ".xml";
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
                .append("<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"")
                .append(implementation.getName())
                .append("\">\n");
        properties.forEach((key, value) -> xml.append("  <property name=\"")
                .append(escaped(key))
                .append("\" type=\"")
                .append(
                        value instanceof Integer || value instanceof Long || value instanceof Boolean
                                ? value.getClass().getSimpleName()
                                : "String")
                .append("\" value=\"")
                .append(escaped(value.toString()))
                .append("\"/>\n"));
        xml.append("  <service><provide interface=\"")
                .append(service.getName())
                .append("\"/></service>\n  <implementation class=\"")
                .append(implementation.getName())
                .append("\"/>\n</scr:component>\n");
        components.add(file);
        classes(implementation);
        header("Service-Component", String.join(",", components));
        return entry(file, xml.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    public Path writeTo(Path target) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
        return target;
    }

    /** Copies a bundle with another Bundle-Version and nothing else changed; a signature would be void and is left out. */
    public static Path reversioned(Path jar, String newVersion, Path target) throws IOException {
        try (JarFile from = new JarFile(jar.toFile())) {
            Manifest manifest = new Manifest(from.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", newVersion);
            try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(target), manifest)) {
                for (JarEntry entry : from.stream().toList()) {
                    if (entry.getName().equals(JarFile.MANIFEST_NAME)
                            || entry.getName().matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)")) continue;
                    to.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream in = from.getInputStream(entry)) {
                        in.transferTo(to);
                    }
                    to.closeEntry();
                }
            }
        }
        return target;
    }

    /** A file that begins like a jar and is none. */
    public static Path garbage(Path target) throws IOException {
        byte[] noise = new byte[5_000];
        for (int i = 0; i < noise.length; i++) noise[i] = (byte) (i * 31 + i / 7);
        noise[0] = 'P';
        noise[1] = 'K';
        noise[2] = 3;
        noise[3] = 4;
        return Files.write(target, noise);
    }

    /** Begins to copy, stops half-way until told to finish. */
    public static SlowCopy slowCopy(Path jar, Path target) throws IOException {
        return new SlowCopy(jar, target);
    }
}
