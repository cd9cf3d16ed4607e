package org.grapnel.sample.greylist;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.grapnel.hook.HandlerProperties;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.reception.ValidateRcptto;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Defers the first attempt of each unknown triplet of client network, sender and recipient (RFC 6647).
 *
 * <p>The negative rank lets handlers that know recipients refuse first, so that unknown ones are not deferred in vain.
 */
@Component(
        name = Greylist.PID,
        configurationPolicy = ConfigurationPolicy.OPTIONAL,
        property = {HandlerProperties.NAME + "=greylist", "service.ranking:Integer=-100"})
@Designate(ocd = GreylistConfig.class)
public final class Greylist implements ValidateRcptto {
    static final String PID = "org.grapnel.greylist";

    private static final Logger LOG = LoggerFactory.getLogger(Greylist.class);
    private static final long SECONDS_UP_TO = 120;

    private final JournalThread journal;
    private final Memory memory;
    private volatile Settings settings = Settings.DEFAULT;

    @Activate
    public Greylist(BundleContext context, GreylistConfig config) {
        this(
                Clock.systemUTC(),
                Optional.ofNullable(context.getProperty("grapnel.base")).map(Path::of),
                config);
    }

    Greylist(Clock clock, Optional<Path> base, GreylistConfig config) {
        configure(config);
        journal = new JournalThread(base.flatMap(Greylist::openJournal), clock, () -> settings).start();
        memory = journal.memory();
    }

    @Modified
    void configure(GreylistConfig config) {
        try {
            settings = Settings.of(config);
        } catch (IllegalArgumentException e) {
            LOG.error("etc/{}.json: {}; the settings before stay in force", PID, e.getMessage());
        }
    }

    @Deactivate
    void close() {
        journal.close();
    }

    @Override
    public Verdict.OfRecipient validateRcptto(Transaction transaction, Recipient recipient, ValidationContext context) {
        Settings now = settings;
        Session session = transaction.session();
        MailAddress sender = transaction.sender();
        InetAddress client = session.remoteAddress().getAddress();
        if (session.authenticated().isPresent() || now.allows(client, sender, recipient.address())) {
            return Verdict.CONTINUE;
        }
        AddressBlock network = AddressBlock.of(client, now.prefix(client));
        Key triplet = Key.triplet(network, sender, recipient.address());
        Duration wait = memory.attempt(triplet, Key.network(network), now);
        // RFC 6647 2.3 and 5: 451 4.7.1, and never a 5xx
        return wait.isZero()
                ? Verdict.CONTINUE
                : Verdict.defer(451, "4.7.1", "Greylisted, please try again in " + words(wait));
    }

    private static Optional<Journal> openJournal(Path base) {
        Path folder = base.resolve("data").resolve("greylist");
        try {
            return Optional.of(Journal.open(folder));
        } catch (IOException e) {
            LOG.error(
                    "{}: can't be used, entries are in memory only until the next start; mend it: {}",
                    folder,
                    e.toString());
            return Optional.empty();
        }
    }

    private static String words(Duration wait) {
        long seconds = wait.toSeconds();
        return seconds <= SECONDS_UP_TO ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
    }
}
