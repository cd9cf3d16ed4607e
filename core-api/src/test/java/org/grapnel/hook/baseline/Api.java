package org.grapnel.hook.baseline;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Constants;
import aQute.bnd.osgi.Jar;
import aQute.bnd.service.diff.Tree;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What classes offer to others, as bnd sees it.
 *
 * @param versions of the exported packages
 */
record Api(Map<String, String> versions, Tree tree) {
    private static final String API = "<api>";

    static Api ofClasses(Path directory) throws Exception {
        try (Jar jar = new Jar("core-api", new File(directory.toString()))) {
            return of(jar);
        }
    }

    static Api of(Jar jar) throws Exception {
        try (Analyzer analyzer = new Analyzer(jar)) {
            analyzer.setProperty(Constants.EXPORT_CONTENTS, "org.grapnel.hook.*");
            analyzer.setProperty(Constants.IMPORT_PACKAGE, "!org.jspecify.*, *");
            jar.setManifest(analyzer.calcManifest());
            Map<String, String> versions = new TreeMap<>();
            analyzer.getExports().forEach((name, attributes) -> {
                if (attributes.getVersion() != null) { // what is exported twice over stands there once without
                    versions.put(name.getFQN(), attributes.getVersion());
                }
            });
            return new Api(versions, new DiffPluginImpl().tree(analyzer).get(API));
        }
    }
}
