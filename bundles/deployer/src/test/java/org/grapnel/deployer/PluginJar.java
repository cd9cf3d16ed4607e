package org.grapnel.deployer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.grapnel.deployer.plugin.RelayPlugin;

/** Makes bundles on the fly. */
public final class PluginJar {
    private PluginJar() {}

    /** A bundle with one handler. */
    static byte[] plugin(String name, String version, Map<String, String> more) throws IOException {
        return jar(headers(name, version, more), Map.of());
    }

    /** A bundle of that name, {@code org.example.foo}. */
    static byte[] foo(String version) throws IOException {
        return plugin("org.example.foo", version, Map.of());
    }

    private static Map<String, String> headers(String name, String version, Map<String, String> more) {
        Map<String, String> headers = new TreeMap<>(Map.of(
                "Bundle-SymbolicName",
                name,
                "Bundle-Version",
                version,
                "Bundle-Activator",
                RelayPlugin.class.getName(),
                "Import-Package",
                "org.osgi.framework,org.grapnel.hook,org.grapnel.hook.config,org.grapnel.hook.mail"));
        headers.putAll(more);
        return headers;
    }

    /** A bundle whose component provides the relay hook, and others. */
    static byte[] component(String name, String version, String... interfaces) throws IOException {
        StringBuilder xml =
                new StringBuilder("<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"relay\">"
                        + "<implementation class=\"org.grapnel.deployer.plugin.RelayComponent\"/><service>");
        for (String type : interfaces) {
            xml.append("<provide interface=\"org.grapnel.hook.config.")
                    .append(type)
                    .append("\"/>");
        }
        xml.append("</service></scr:component>");
        Map<String, String> headers = headers(name, version, Map.of("Service-Component", "OSGI-INF/*.xml"));
        headers.remove("Bundle-Activator");
        return jar(headers, Map.of("OSGI-INF/relay.xml", xml.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** A jar that is no bundle. */
    static byte[] library() throws IOException {
        return jar(Map.of(), Map.of());
    }

    public static byte[] jar(Map<String, String> headers, Map<String, byte[]> entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        headers.forEach(manifest.getMainAttributes()::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (String type : new String[] {"RelayPlugin", "RelayComponent"}) {
                String entry = "org/grapnel/deployer/plugin/" + type + ".class";
                jar.putNextEntry(new ZipEntry(entry));
                try (InputStream in = PluginJar.class.getClassLoader().getResourceAsStream(entry)) {
                    in.transferTo(jar);
                }
            }
            for (Map.Entry<String, byte[]> each : new TreeMap<>(entries).entrySet()) {
                jar.putNextEntry(new ZipEntry(each.getKey()));
                jar.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
