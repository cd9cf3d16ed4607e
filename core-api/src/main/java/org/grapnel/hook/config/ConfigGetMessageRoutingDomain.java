package org.grapnel.hook.config;

import java.util.Optional;
import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.mail.Message;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says which Domain's queue a Message joins.
 *
 * <p>WHEN: before a Message joins a queue, and again when its binding changed.
 *
 * <p>ANSWER: the name of a Domain, or an address literal in brackets; empty = {@code gateway} of its binding and domain, else the recipient's domain.
 *
 * <p>THREADS: whatever thread queues the Message.
 *
 * <p>FAILURE: counts as no answer; so does a name that is no domain.
 *
 * <p>EXAMPLE: {@code message -> message.size() > LARGE ? Optional.of("bulk.example.com") : Optional.empty()}
 */
@Hook(
        name = "config_get_message_routing_domain",
        kind = HookKind.FIRST,
        thread = HookThread.ANY,
        when = "when it is decided which Domain's queue a Message joins",
        byDefault = "gateway of its binding and domain, else the recipient's domain")
@ConsumerType
@FunctionalInterface
public interface ConfigGetMessageRoutingDomain {
    HookPoint.Of1<ConfigGetMessageRoutingDomain, Message, Optional<String>> POINT = HookPoint.first(
            ConfigGetMessageRoutingDomain.class, ConfigGetMessageRoutingDomain::configGetMessageRoutingDomain);

    Optional<String> configGetMessageRoutingDomain(Message message);
}
