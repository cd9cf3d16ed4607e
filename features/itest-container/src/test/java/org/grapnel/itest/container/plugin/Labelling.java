package org.grapnel.itest.container.plugin;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.reception.ValidateDataSpool;
import org.grapnel.hook.reception.ValidateMailfrom;
import org.grapnel.hook.reception.ValidateRcptto;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * Leaves its bundle's name and version in the replies to MAIL, RCPT and the data, so that a client sees who was asked and in what
 * order. An IntConsumer, registered under the bundle's name, changes its rank.
 */
public final class Labelling implements BundleActivator, ValidateMailfrom, ValidateRcptto, ValidateDataSpool {
    /** Manifest header: the rank. */
    public static final String RANK = "Test-Rank";

    private String label = "";
    private volatile boolean stopped;

    @Override
    public void start(BundleContext context) {
        label = context.getBundle().getSymbolicName() + "-"
                + context.getBundle().getVersion();
        String rank = context.getBundle().getHeaders().get(RANK);
        Dictionary<String, ?> properties = properties(rank == null ? 0 : Integer.parseInt(rank));
        // two services: a bundle's handlers must leave together nevertheless
        List<ServiceRegistration<?>> registrations = List.of(
                context.registerService(ValidateMailfrom.class, this, properties),
                context.registerService(
                        new String[] {ValidateRcptto.class.getName(), ValidateDataSpool.class.getName()},
                        this,
                        properties));
        context.registerService(
                IntConsumer.class,
                newRank -> registrations.forEach(r -> r.setProperties(properties(newRank))),
                FrameworkUtil.asDictionary(
                        Map.of("test.rank.of", context.getBundle().getSymbolicName())));
    }

    private Dictionary<String, ?> properties(int rank) {
        return FrameworkUtil.asDictionary(Map.of("service.ranking", rank, "grapnel.name", label));
    }

    @Override
    public void stop(BundleContext context) {
        stopped = true;
    }

    @Override
    public Verdict.OfStep validateMailfrom(Transaction transaction, Sender sender, ValidationContext context) {
        label(context, "mail", "2.1.0");
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict.OfRecipient validateRcptto(Transaction transaction, Recipient recipient, ValidationContext context) {
        label(context, "rcpt", "2.1.5");
        return Verdict.CONTINUE;
    }

    @Override
    public Verdict.OfMail validateDataSpool(Transaction transaction, ValidationContext context) {
        label(context, "data", "2.0.0");
        return Verdict.CONTINUE;
    }

    private void label(ValidationContext context, String step, String enhanced) {
        String own = stopped ? label + "-after-its-stop" : label;
        String seen = context.message().merge("labels of " + step, own, (before, mine) -> before + " " + mine);
        context.reply(Reply.of(250, enhanced, "seen by " + seen));
    }
}
