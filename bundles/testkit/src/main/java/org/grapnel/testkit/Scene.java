package org.grapnel.testkit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * JUnit 5 extension that closes what a test opened, the last first. After a failure it keeps the base directories and prints
 * what the instances left behind. As an instance field ({@code @RegisterExtension final Scene scene = new Scene()}) it closes
 * after each test, as a static field after all of them.
 */
public final class Scene implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean forAll;
    private boolean failed;

    /** Starts an instance that this scene ends. */
    public Instance start(InstanceSetup setup) throws IOException {
        return closing(setup.start());
    }

    public ReceivingServer receiver() throws IOException {
        return closing(ReceivingServer.open());
    }

    public ReceivingServer receiver(ReceiverSetup setup) throws IOException {
        return closing(setup.open());
    }

    public MailPump start(MailPump.Setup setup) {
        return closing(setup.start());
    }

    /** Anything else that is to be closed with the scene. */
    public <T extends AutoCloseable> T closing(T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        forAll = true;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        boolean now = context.getExecutionException().isPresent();
        if (now) open.forEach(each -> show(context.getDisplayName(), each));
        failed |= now;
        if (!forAll) end();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        failed |= context.getExecutionException().isPresent();
        end();
    }

    private static void show(String test, AutoCloseable resource) {
        if (resource instanceof Instance instance) System.err.println(test + " failed: " + instance.evidence());
    }

    private void end() throws Exception {
        Exception trouble = null;
        for (AutoCloseable each = open.poll(); each != null; each = open.poll()) {
            try {
                if (failed && each instanceof Instance instance) instance.keep();
                each.close();
            } catch (Exception e) {
                if (trouble == null) trouble = e;
                else trouble.addSuppressed(e);
            }
        }
        if (trouble != null) throw trouble;
    }
}
