package org.grapnel.mta.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.grapnel.mta.process.Restart;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.ReceivingServer;
import org.grapnel.testkit.Scene;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A message whose body the disk spoilt fails at once: nothing here mends it, and its sender has it still. */
@SuppressWarnings("try") // close() may be interrupted, which ends the test
class DamagedBodiesTest {
    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path directory;

    private ReceivingServer server;

    @BeforeEach
    void begin() throws Exception {
        server = scene.receiver();
    }

    private DeliveryRig rig() throws Exception {
        DeliveryRig delivery = new DeliveryRig(directory);
        delivery.route("*", server.route());
        delivery.rig.set("connection_idle_time", "0s").set("max_connections", 0);
        return delivery;
    }

    /** Two messages are in the spool, the process is gone, and the disk has lost a bit of the first one's body. */
    private void spoil(String text) throws Exception {
        try (DeliveryRig before = rig()) {
            before.rig.receive("sender@a.test", List.of("x@b.test"), "Subject: first\n\n" + text + "\n");
            before.rig.receive("sender@a.test", List.of("y@b.test"), "Subject: second\n\nsound\n");
        }
        try (Stream<Path> files = Files.list(directory.resolve("spool"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".journal")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
                if (at > 0) {
                    bytes[at] ^= 1;
                    Files.write(file, bytes);
                }
            }
        }
    }

    @Test
    void its_sender_is_told_with_5_6_0_and_the_others_are_delivered() throws Exception {
        spoil("the spoilt words");
        try (DeliveryRig after = rig()) {
            after.rig.set("max_connections", 10);
            Restart.of(after.rig);
            after.until(() -> server.count() == 2 && after.rig.stored().isEmpty());
            assertThat(after.events("failed")).containsExactly("failed [x@b.test] 554");
            assertThat(after.events("delivered")).contains("delivered [y@b.test] 250");
            ReceivedMail notice = notice();
            assertThat(notice.envelope().sender()).isEmpty();
            assertThat(notice.envelope().addresses()).containsExactly("sender@a.test");
            assertThat(notice.text())
                    .contains("Status: 5.6.0")
                    .contains("damaged")
                    .contains("x@b.test");
            assertThat(directory.resolve("spool/quarantine")).isNotEmptyDirectory();
        }
    }

    private ReceivedMail notice() {
        return server.mails().stream()
                .filter(mail -> mail.envelope().addresses().contains("sender@a.test"))
                .findFirst()
                .orElseThrow();
    }
}
