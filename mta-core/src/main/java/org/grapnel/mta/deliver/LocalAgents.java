package org.grapnel.mta.deliver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Reply;
import org.grapnel.hook.bounce.DsnAction;
import org.grapnel.hook.deliver.DeliveryChoice;
import org.grapnel.hook.deliver.DeliveryMethod;
import org.grapnel.hook.deliver.RecipientOutcome;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.DomainQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins attempts, and ends those that do not go over SMTP: a handler's own agent, or none at all. */
final class LocalAgents {
    private static final Logger LOG = LoggerFactory.getLogger(LocalAgents.class);

    private final DeliveryServices services;
    private final DomainQueue domain;
    private final Settlement settlement;

    LocalAgents(DeliveryServices services, DomainQueue domain, Settlement settlement) {
        this.services = services;
        this.domain = domain;
        this.settlement = settlement;
    }

    /** Begins an attempt; true when the message was dealt with here, false when it goes over SMTP. */
    boolean attempt(Hooks hooks, MailMessage message) {
        services.log().attempt(hooks, message, domain, "");
        Reply failure = message.state().failure();
        if (failure != null) {
            settlement.all(hooks, message, failure, Optional.empty());
            return true;
        }
        return deliver(hooks, message);
    }

    private boolean deliver(Hooks hooks, MailMessage message) {
        Optional<DeliveryChoice> choice = hooks.call(DeliveryMethod.POINT, message, domain);
        if (choice.isEmpty()) {
            return false;
        }
        if (choice.get() instanceof DeliveryChoice.Own own) {
            // A crash from here on may repeat this message; it must not repeat the one before it.
            List<RecipientOutcome> outcomes = settlement
                    .awaitDurable()
                    .map(reason -> notNow(message, reason))
                    .orElseGet(() -> byAgent(own, message));
            settlement.each(hooks, message, outcomes, Optional.empty(), Optional.of(DsnAction.DELIVERED));
            return true;
        }
        String name = ((DeliveryChoice.BuiltIn) choice.get()).name();
        if (name.equals("discard")) {
            settlement.all(hooks, message, Reply.of(250, "2.0.0", "discarded"), Optional.empty());
            return true;
        }
        if (!name.equals("smtp")) {
            LOG.error(
                    "{}: a handler chose the delivery method {}, which is not known; it goes over SMTP", message, name);
        }
        return false;
    }

    private static List<RecipientOutcome> notNow(MailMessage message, String reason) {
        return message.recipients().stream()
                .map(recipient -> RecipientOutcome.later(recipient, Answers.printable(reason)))
                .toList();
    }

    /** One outcome for each recipient: what the agent says of others, or says twice, does not count. */
    private List<RecipientOutcome> byAgent(DeliveryChoice.Own own, MailMessage message) {
        Map<Recipient, RecipientOutcome> said = new HashMap<>();
        String fault = "the agent gave no outcome";
        try {
            for (RecipientOutcome outcome : own.agent().deliver(message, domain)) {
                said.putIfAbsent(outcome.recipient(), outcome);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fault = "interrupted";
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.error("{}: the delivery agent {} failed: {}", message, own.name(), e.toString(), e);
            fault = "the delivery agent failed";
        }
        List<RecipientOutcome> outcomes = new ArrayList<>();
        for (Recipient recipient : message.recipients()) {
            RecipientOutcome outcome = said.get(recipient);
            outcomes.add(
                    outcome != null
                            ? outcome
                            : RecipientOutcome.later(recipient, Answers.printable(own.name()) + ": " + fault));
        }
        return outcomes;
    }
}
