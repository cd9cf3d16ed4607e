package org.grapnel.hook.reception;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.grapnel.hook.mail.Header;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;

/**
 * A mail as the injection API was given it: envelope, header fields and parts, before it is one mail. Immutable: each
 * {@code with…} method gives a changed copy.
 */
public record SubmittedContainer(
        Sender sender, List<Recipient> recipients, List<Header> headers, List<ContainerPart> parts) {
    public SubmittedContainer {
        recipients = List.copyOf(recipients);
        headers = List.copyOf(headers);
        parts = List.copyOf(parts);
    }

    public Optional<ContainerPart> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    public SubmittedContainer withRecipients(List<Recipient> changed) {
        return new SubmittedContainer(sender, changed, headers, parts);
    }

    public SubmittedContainer withHeaders(List<Header> changed) {
        return new SubmittedContainer(sender, recipients, changed, parts);
    }

    public SubmittedContainer withParts(List<ContainerPart> changed) {
        return new SubmittedContainer(sender, recipients, headers, changed);
    }

    /** With this part in place of the one of its name, or as the last one. */
    public SubmittedContainer withPart(ContainerPart part) {
        return part(part.name()).isPresent()
                ? withParts(parts.stream()
                        .map(old -> old.name().equals(part.name()) ? part : old)
                        .toList())
                : withParts(Stream.concat(parts.stream(), Stream.of(part)).toList());
    }
}
