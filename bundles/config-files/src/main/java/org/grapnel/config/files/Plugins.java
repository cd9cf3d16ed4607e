package org.grapnel.config.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** What the deployed plugins say about their configurations. The server's own bundles check theirs themselves. Safe for use by any thread. */
final class Plugins {
    /** Where the deployer installs. */
    private static final String DEPLOYED = "deploy:";

    private final BundleContext context;

    Plugins(BundleContext context) {
        this.context = context;
    }

    /** Of a PID, or a factory's; empty when no plugin that is there describes it. The latest copy of a plugin counts. */
    Optional<PluginOptions> describe(String pid) {
        return Optional.ofNullable(all().get(pid));
    }

    /** By PID. */
    Map<String, PluginOptions> all() {
        try {
            return Linked.all(context);
        } catch (NoClassDefFoundError e) {
            return Map.of(); // the package is an optional import: without the metatype bundle nothing is described
        }
    }

    /** Linked only where the metatype API is there. */
    private static final class Linked {
        static Map<String, PluginOptions> all(BundleContext context) {
            ServiceReference<MetaTypeService> reference = context.getServiceReference(MetaTypeService.class);
            MetaTypeService service = reference == null ? null : context.getService(reference);
            if (service == null) {
                return Map.of();
            }
            try {
                Map<String, PluginOptions> all = new TreeMap<>();
                for (Bundle bundle : context.getBundles()) { // in the order in which they were installed
                    if (bundle.getLocation().startsWith(DEPLOYED) && bundle.getState() >= Bundle.RESOLVED) {
                        describe(bundle, service.getMetaTypeInformation(bundle), all);
                    }
                }
                return all;
            } finally {
                context.ungetService(reference);
            }
        }

        private static void describe(Bundle bundle, MetaTypeInformation information, Map<String, PluginOptions> all) {
            List<String> pids = new ArrayList<>(Arrays.asList(information.getPids()));
            pids.addAll(Arrays.asList(information.getFactoryPids()));
            for (String pid : pids) {
                ObjectClassDefinition definition = information.getObjectClassDefinition(pid, null);
                if (definition != null) {
                    List<PluginKey> keys = new ArrayList<>(keys(definition, ObjectClassDefinition.REQUIRED));
                    keys.addAll(keys(definition, ObjectClassDefinition.OPTIONAL));
                    String plugin = bundle.getSymbolicName() + " " + bundle.getVersion();
                    String text =
                            definition.getDescription() == null ? definition.getName() : definition.getDescription();
                    all.put(pid, PluginOptions.of(pid, plugin, text == null ? "" : text, keys));
                }
            }
        }

        private static List<PluginKey> keys(ObjectClassDefinition definition, int which) {
            AttributeDefinition[] some = definition.getAttributeDefinitions(which);
            return Arrays.stream(some == null ? new AttributeDefinition[0] : some)
                    .map(each -> PluginKey.of(each, which == ObjectClassDefinition.REQUIRED))
                    .toList();
        }
    }
}
