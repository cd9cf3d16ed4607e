package org.grapnel.stories;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.MailPump;
import org.grapnel.testkit.Scene;

/** One round's load of all kinds: one recipient and several, small and large, taken, put off, refused, and told of. */
final class CrashLoad {
    private static final String SINK = KilledAtRandomIT.SINK;
    private static final String LATER = KilledAtRandomIT.LATER;
    private static final String REFUSED = KilledAtRandomIT.REFUSED;
    private static final int EACH_SESSION = 50; // mails a second, where the machine keeps up

    private record Pump(MailPump pump, boolean successAsked, List<String> recipients) {}

    private final Scene scene;
    private final Instance grapnel;
    private final Random random;
    private final List<Pump> pumps = new ArrayList<>();

    CrashLoad(Scene scene, Instance grapnel, Random random) {
        this.scene = scene;
        this.grapnel = grapnel;
        this.random = random;
        begin(4, small(), "", SINK + "receiver.test");
        begin(3, small(), "", SINK + "receiver.test", LATER + "slow.test");
        begin(1, small(), "", REFUSED + "bad.test");
        begin(2, small(), "", SINK + "mix.test", LATER + "mix.test", REFUSED + "mix.test");
        begin(1, small(), "SUCCESS,FAILURE,DELAY", SINK + "told.test", LATER + "told.test");
        begin(1, 1_000_000 + random.nextInt(3_000_000), "", SINK + "large.test");
    }

    private int small() {
        return 512 + random.nextInt(12_000);
    }

    private void begin(int sessions, int size, String notify, String... recipients) {
        MailPump pump = scene.start(MailPump.to(grapnel.smtp())
                .endless()
                .size(size)
                .sessions(sessions)
                .perSecond(size > 100_000 ? 4 : EACH_SESSION * sessions)
                .recipients(recipients)
                .notify(notify)
                .patience(Duration.ofMillis(50)));
        pumps.add(new Pump(pump, notify.contains("SUCCESS"), List.of(recipients)));
    }

    boolean underWay() {
        return pumps.stream().anyMatch(each -> each.pump.acknowledged() > 0);
    }

    /** Ends it, and enters what clients know; tells how many mails were acknowledged. */
    int book(CrashLedger ledger) {
        int acknowledged = 0;
        for (Pump each : pumps) {
            var report = each.pump.stop(Duration.ZERO);
            acknowledged += report.acknowledged().size();
            ledger.book(report, each.successAsked, each.recipients);
        }
        return acknowledged;
    }
}
