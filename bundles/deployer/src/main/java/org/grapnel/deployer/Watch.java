package org.grapnel.deployer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One daemon thread that looks four times a second. */
final class Watch implements Runnable {
    private static final long PERIOD_MILLIS = 250;
    private static final long PATIENCE_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final DeployDirectory directory;
    private final Thread thread = new Thread(this, "grapnel-deployer");

    private Watch(DeployDirectory directory) {
        this.directory = directory;
    }

    static Watch begin(DeployDirectory directory) {
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
            LOG.error("a change of the deploy directory could not be taken up; the next one is tried", e);
        }
    }
}
