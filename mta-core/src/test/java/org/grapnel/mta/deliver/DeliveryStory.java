package org.grapnel.mta.deliver;

import java.nio.file.Path;
import org.grapnel.mta.process.Rig;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Base of tests whose mail goes to one receiver, over connections that are not kept when nothing is left to send. */
abstract class DeliveryStory {
    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path directory;

    ReceivingServer server;
    DeliveryRig delivery;
    Rig rig;

    @BeforeEach
    void begin() throws Exception {
        server = scene.receiver();
        delivery = scene.closing(new DeliveryRig(directory));
        rig = delivery.rig;
        delivery.route("*", server.route());
        rig.set("connection_idle_time", "0s").set("generate_bounces", false);
    }
}
