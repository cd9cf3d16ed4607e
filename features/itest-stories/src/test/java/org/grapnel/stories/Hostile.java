package org.grapnel.stories;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.reception.ValidateMailfrom;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Does wrong to each mail of one sender, the way its bundle's header says, or at its start and stop. */
public final class Hostile implements BundleActivator, ValidateMailfrom {
    static final String CONDUCT = "Test-Conduct";

    private volatile boolean stopped;

    @SuppressWarnings("UnusedVariable") // what it holds is the point
    private volatile Object[] kept = {};

    private String conduct = "";

    @Override
    public void start(BundleContext context) {
        conduct = context.getBundle().getHeaders().get(CONDUCT);
        if (conduct.equals("fails in start")) {
            throw new IllegalStateException("start fails on purpose");
        }
        register(context);
        if (conduct.equals("comes and goes")) {
            Thread restless = new Thread(() -> comeAndGo(context), "restless");
            restless.setDaemon(true);
            restless.start();
        }
    }

    @Override
    public void stop(BundleContext context) {
        stopped = true;
        if (conduct.equals("fails in stop")) {
            throw new IllegalStateException("stop fails on purpose");
        }
    }

    private ServiceRegistration<ValidateMailfrom> register(BundleContext context) {
        return context.registerService(
                ValidateMailfrom.class,
                this,
                FrameworkUtil.asDictionary(Map.of(
                        "service.ranking",
                        100,
                        "grapnel.name",
                        "hostile",
                        "grapnel.deadline",
                        conduct.equals("allocates") ? "1m" : "300ms")));
    }

    private void comeAndGo(BundleContext context) {
        try {
            while (!stopped) {
                register(context).unregister();
            }
        } catch (IllegalStateException stoppedMeanwhile) {
            stopped = true;
        }
    }

    @Override
    public Verdict.OfStep validateMailfrom(Transaction transaction, Sender sender, ValidationContext context) {
        if (!sender.toString().contains("victim")) {
            return Verdict.CONTINUE;
        }
        switch (conduct) {
            case "throws" -> throw new IllegalStateException("a fault on purpose");
            case "throws an error" -> throw new NoClassDefFoundError("com/example/Missing, on purpose");
            case "allocates" -> allocate();
            case "hoards" -> hoard();
            case "recurses" -> deeper(0);
            case "hangs" -> hang(Long.MAX_VALUE);
            case "is late" -> hang(TimeUnit.MILLISECONDS.toNanos(600));
            case "spins" -> spin();
            case "leaks threads" -> leak();
            case "exits" -> System.exit(9);
            case "leaves an interrupt" -> Thread.currentThread().interrupt();
            default -> {}
        }
        return answer();
    }

    @SuppressWarnings("NullAway") // that it is null is the point
    private Verdict.OfStep answer() {
        return switch (conduct) {
            case "answers null" -> null;
            case "makes an absurd reply" -> Verdict.reject(999, "5.7.1", "on purpose");
            case "splits its reply" ->
                Verdict.reject(550, "5.7.1", "go\r\n250 2.1.0 Sender ok\r\n" + "away ".repeat(1_000) + "\0\u001b");
            default -> Verdict.CONTINUE;
        };
    }

    /** Until it is interrupted. */
    private void allocate() {
        while (!Thread.interrupted()) {
            kept = new Object[256 * 1024];
        }
    }

    /** Until there is no memory left, whoever interrupts it. */
    private void hoard() {
        Object[] all = {};
        while (!stopped) {
            all = new Object[] {all, new byte[1024 * 1024]};
            boolean ignored = Thread.interrupted();
        }
        kept = all;
    }

    private static long deeper(long level) {
        return level < 0 ? level : 1 + deeper(level + 1);
    }

    /** Deaf to interrupts. */
    private void hang(long nanos) {
        long begun = System.nanoTime();
        while (!stopped && System.nanoTime() - begun < nanos) {
            LockSupport.parkNanos(10_000_000);
            boolean ignored = Thread.interrupted();
        }
    }

    private void spin() {
        while (!stopped) {
            Thread.onSpinWait();
        }
    }

    private void leak() {
        for (int i = 0; i < 50; i++) {
            Thread leaked = new Thread(() -> hang(Long.MAX_VALUE), "leaked");
            leaked.setDaemon(true);
            leaked.start();
        }
    }
}
