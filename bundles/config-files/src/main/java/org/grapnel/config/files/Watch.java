package org.grapnel.config.files;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One daemon thread that looks every half second. */
final class Watch implements Runnable {
    private static final long PERIOD_MILLIS = 500;
    private static final long PATIENCE_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final EtcDirectory directory;
    private final Thread thread = new Thread(this, "grapnel-config-files");

    private Watch(EtcDirectory directory) {
        this.directory = directory;
    }

    static Watch begin(EtcDirectory directory) {
        Watch watch = new Watch(directory);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    void end() throws InterruptedException {
        thread.interrupt();
        thread.join(PATIENCE_MILLIS);
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                lookOnce();
            }
        } catch (InterruptedException e) {
            LOG.debug("no longer watching"); // end() asked for it
        }
    }

    private void lookOnce() {
        try {
            directory.poll();
        } catch (RuntimeException e) {
            LOG.error("a change of the configuration files could not be taken over; the next one is tried", e);
        }
    }
}
