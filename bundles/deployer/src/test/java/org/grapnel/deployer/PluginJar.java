package org.grapnel.deployer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.grapnel.deployer.plugin.RelayPlugin;

/** Makes bundles on the fly. */
final class PluginJar {
    private PluginJar() {}

    /** A bundle with one handler. */
    static byte[] plugin(String name, String version, Map<String, String> more) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Bundle-Version", version);
        headers.putValue("Bundle-Activator", RelayPlugin.class.getName());
        headers.putValue("Import-Package", "org.osgi.framework,org.grapnel.hook,org.grapnel.hook.config");
        more.forEach(headers::putValue);
        return jar(manifest);
    }

    /** A jar that is no bundle. */
    static byte[] library() throws IOException {
        return jar(new Manifest());
    }

    private static byte[] jar(Manifest manifest) throws IOException {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            String entry = RelayPlugin.class.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new ZipEntry(entry));
            try (InputStream in = PluginJar.class.getClassLoader().getResourceAsStream(entry)) {
                in.transferTo(jar);
            }
        }
        return bytes.toByteArray();
    }
}
