package org.grapnel.mta.reception;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.reception.EsmtpMessageSpAsyncSamfunc;
import org.grapnel.hook.reception.RecipientGroup;
import org.grapnel.mta.config.ConnectionOptions;
import org.grapnel.mta.config.QueueOptions;
import org.grapnel.mta.mail.Draft;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Splits a mail into the messages that it becomes: as a handler says, else one for each recipient domain. */
final class Drafts {
    private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);

    private final ReceptionServices services;

    Drafts(ReceptionServices services) {
        this.services = services;
    }

    Optional<Outcome> bifurcate(Parcel parcel) {
        List<Recipient> all = parcel.source().recipients();
        List<RecipientGroup> groups = all.size() == 1
                ? List.of(RecipientGroup.of(all))
                : parcel.hooks()
                        .call(
                                EsmtpMessageSpAsyncSamfunc.POINT,
                                parcel.source().transaction().orElseThrow())
                        .filter(answer -> covers(parcel, answer, all) && bindingsExist(parcel, answer))
                        .orElseGet(() -> byDomain(all));
        List<Draft> drafts = new ArrayList<>(groups.size());
        for (RecipientGroup group : groups) {
            Draft draft = draft(parcel, group.recipients());
            group.binding().ifPresent(draft::bind);
            drafts.add(draft);
        }
        parcel.drafts(drafts);
        return Optional.empty();
    }

    /** A generated mail is not split: it has one recipient. */
    Optional<Outcome> one(Parcel parcel) {
        parcel.drafts(List.of(draft(parcel, parcel.source().recipients())));
        return Optional.empty();
    }

    /** Splits an injected mail by domain; what a handler changed before goes with each. */
    Optional<Outcome> split(Parcel parcel) {
        List<Draft> split = new ArrayList<>();
        for (Draft whole : parcel.drafts()) {
            List<RecipientGroup> groups = byDomain(whole.recipients());
            if (groups.size() == 1) {
                split.add(whole);
            } else {
                groups.forEach(group -> split.add(whole.forRecipients(group.recipients())));
            }
        }
        parcel.drafts(split);
        return Optional.empty();
    }

    private Draft draft(Parcel parcel, List<Recipient> recipients) {
        Submission source = parcel.source();
        Instant now = services.clock().instant();
        Draft draft = new Draft(
                new Draft.Making(services.ids(), source::hooks, source.bag().orElse(null), name -> services.settings()
                        .get()
                        .bindings()
                        .contains(name)),
                source.sender().address(),
                source.sender().parameters(),
                recipients,
                parcel.content().copy(),
                parcel.context(),
                now,
                now.plus(services.settings()
                        .get()
                        .get(
                                QueueOptions.MESSAGE_EXPIRATION,
                                recipients.get(0).address().domain(),
                                Binding.DEFAULT)),
                Binding.DEFAULT);
        parcel.quarantine().ifPresent(draft::hold);
        return draft;
    }

    /** Every recipient must be in exactly one group, else mail would be lost or doubled. */
    private static boolean covers(Parcel parcel, List<RecipientGroup> groups, List<Recipient> all) {
        List<Recipient> grouped =
                groups.stream().flatMap(group -> group.recipients().stream()).toList();
        Set<Recipient> distinct = new HashSet<>(grouped);
        boolean right = distinct.size() == grouped.size() && distinct.equals(new HashSet<>(all));
        if (!right) {
            LOG.error(
                    "{}: a handler of {} answered groups that do not hold each of the {} recipients once; the mail is split by domain",
                    parcel.source().id(),
                    EsmtpMessageSpAsyncSamfunc.POINT,
                    all.size());
        }
        return right;
    }

    private boolean bindingsExist(Parcel parcel, List<RecipientGroup> groups) {
        Set<String> known = services.settings().get().bindings();
        for (RecipientGroup group : groups) {
            if (group.binding().filter(name -> !known.contains(name)).isPresent()) {
                LOG.error(
                        "{}: a handler of {} answered the binding {}, which is not configured; the mail is split by domain",
                        parcel.source().id(),
                        EsmtpMessageSpAsyncSamfunc.POINT,
                        group.binding().get());
                return false;
            }
        }
        return true;
    }

    private List<RecipientGroup> byDomain(List<Recipient> recipients) {
        Map<String, Map<MailAddress, Recipient>> domains = new LinkedHashMap<>();
        for (Recipient recipient : recipients) { // a recipient named twice gets the mail once
            domains.computeIfAbsent(recipient.address().domain(), domain -> new LinkedHashMap<>())
                    .putIfAbsent(recipient.address(), recipient);
        }
        List<RecipientGroup> groups = new ArrayList<>(domains.size());
        domains.forEach((domain, group) -> {
            List<Recipient> rest = List.copyOf(group.values());
            int most =
                    services.settings().get().get(ConnectionOptions.MAX_RECIPIENTS_PER_BATCH, domain, Binding.DEFAULT);
            for (int from = 0; from < rest.size(); from += most) { // RFC 5321 4.5.3.1.8: what a server takes at once
                groups.add(RecipientGroup.of(rest.subList(from, Math.min(rest.size(), from + most))));
            }
        });
        return groups;
    }
}
