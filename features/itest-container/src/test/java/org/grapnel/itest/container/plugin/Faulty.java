package org.grapnel.itest.container.plugin;

import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.reception.ValidateMailfrom;
import org.grapnel.hook.session.EsmtpCapabilities;
import org.grapnel.hook.session.EsmtpKeywords;
import org.grapnel.hook.session.PostSmtpCommand;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.UnrecognizedCommand;
import org.grapnel.hook.session.ValidationContext;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A handler of one point of each kind that does wrong at each call, the way its bundle's header says. */
public final class Faulty
        implements BundleActivator, ValidateMailfrom, PostSmtpCommand, UnrecognizedCommand, EsmtpCapabilities {
    /** Manifest header: {@code exception}, {@code error}, {@code null} or {@code linkage}. */
    public static final String FAULT = "Test-Fault";

    private String fault = "";

    @Override
    public void start(BundleContext context) {
        fault = context.getBundle().getHeaders().get(FAULT);
        String[] points = {
            ValidateMailfrom.class.getName(),
            PostSmtpCommand.class.getName(),
            UnrecognizedCommand.class.getName(),
            EsmtpCapabilities.class.getName()
        };
        context.registerService(
                points, this, FrameworkUtil.asDictionary(Map.of("service.ranking", 100, "grapnel.name", "faulty")));
    }

    @Override
    public void stop(BundleContext context) {}

    @Override
    public Verdict.OfStep validateMailfrom(Transaction transaction, Sender sender, ValidationContext context) {
        return wrong();
    }

    @Override
    public void postSmtpCommand(Session session, Bytes commandLine, ValidationContext context) {
        wrong();
    }

    @Override
    public Optional<Reply> unrecognizedCommand(Session session, Bytes commandLine) {
        return wrong();
    }

    @Override
    public EsmtpKeywords esmtpCapabilities(EsmtpKeywords keywords, Session session) {
        return wrong();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals", "unchecked"}) // it answers null where nobody may
    private <T> T wrong() {
        switch (fault) {
            case "exception" -> throw new IllegalStateException("a fault on purpose");
            case "error" -> throw new StackOverflowError("a fault on purpose");
            case "linkage" -> throw new NoClassDefFoundError("org/example/Gone");
            default -> {
                Nothing nothing = new Nothing(null);
                return (T) nothing.value();
            }
        }
    }

    private record Nothing(@Nullable Object value) {}
}
