package org.grapnel.itest.container;

import org.grapnel.itest.container.plugin.Faulty;
import org.grapnel.itest.container.plugin.Labelling;
import org.grapnel.itest.container.plugin.Sound;
import org.grapnel.itest.container.plugin.VendorEngine;
import org.grapnel.itest.container.plugin.VendorPolite;
import org.grapnel.itest.container.vendor.VendorGreeting;
import org.grapnel.testkit.PluginJar;
import org.osgi.framework.BundleActivator;

/** The jars that the tests install. */
final class Plugins {
    private static final String IMPORTS =
            "org.osgi.framework,org.grapnel.hook,org.grapnel.hook.mail,org.grapnel.hook.reception,org.grapnel.hook.session";

    private Plugins() {}

    static PluginJar labelling(String name, String version, int rank) {
        return plugin(name, Labelling.class).version(version).header(Labelling.RANK, Integer.toString(rank));
    }

    static PluginJar faulty(String fault) {
        return plugin("faulty", Faulty.class).header(Faulty.FAULT, fault);
    }

    static PluginJar sound() {
        return plugin("sound", Sound.class);
    }

    static PluginJar vendor() {
        return plugin("vendor", VendorEngine.class)
                .classes(VendorGreeting.class)
                .header("Export-Package", VendorGreeting.class.getPackageName())
                .header("Grapnel-Hooks", VendorGreeting.class.getName());
    }

    static PluginJar polite() {
        return plugin("polite", VendorPolite.class)
                .header("Import-Package", IMPORTS + "," + VendorGreeting.class.getPackageName());
    }

    private static PluginJar plugin(String name, Class<? extends BundleActivator> activator) {
        return PluginJar.named(name)
                .classes(activator)
                .header("Bundle-Activator", activator.getName())
                .header("Import-Package", IMPORTS);
    }
}
