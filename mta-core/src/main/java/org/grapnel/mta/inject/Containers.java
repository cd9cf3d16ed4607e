package org.grapnel.mta.inject;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.grapnel.hook.Reply;
import org.grapnel.hook.reception.ContainerPart;
import org.grapnel.hook.reception.SubmittedContainer;

/** The limits of a submitted container, asked before and after handlers could change it. */
final class Containers {
    private static final int MAX_NAME = 255;
    private static final int MAX_HEADERS = 500;
    private static final Pattern MEDIA_TYPE = // RFC 6838 4.2
            Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}");
    private static final Pattern CHARSET = Pattern.compile("[a-z0-9!#$%&'+^_`{}~.:-]{1,60}"); // RFC 2978 2.3

    /**
     * What one may hold.
     *
     * @param bytes of all parts together
     */
    record Limits(int parts, int recipients, long bytes) {}

    private Containers() {}

    /** What is wrong with it, as the refusal. */
    static Optional<Reply> problem(SubmittedContainer container, Limits limits) {
        Optional<Reply> envelope = Envelopes.problem(container.sender(), container.recipients(), limits.recipients());
        if (envelope.isPresent()) {
            return envelope;
        }
        if (container.parts().size() > limits.parts()) {
            return refusal(554, "5.6.0", "the container has more than " + limits.parts() + " parts");
        }
        if (container.headers().size() > MAX_HEADERS) {
            return refusal(554, "5.6.0", "the container has more than " + MAX_HEADERS + " header fields");
        }
        if (container.parts().stream().noneMatch(part -> part.kind().isMail())) {
            return refusal(554, "5.6.0", "the container has neither text, HTML nor an attachment");
        }
        return parts(container, limits);
    }

    private static Optional<Reply> parts(SubmittedContainer container, Limits limits) {
        Set<String> names = new HashSet<>();
        long bytes = 0;
        for (ContainerPart part : container.parts()) {
            bytes += part.content().size();
            if (part.name().isEmpty()
                    || part.name().length() > MAX_NAME
                    || part.name().chars().anyMatch(Character::isISOControl)) {
                return refusal(554, "5.6.0", "a part's name is empty, too long or holds control characters");
            }
            if (!names.add(part.name())) {
                return refusal(554, "5.6.0", "two parts are named " + part.name());
            }
            if (!MEDIA_TYPE.matcher(part.type().type()).matches()
                    || part.type()
                            .charset()
                            .filter(name -> !CHARSET.matcher(name).matches())
                            .isPresent()) {
                return refusal(554, "5.6.0", "the content type of part " + part.name() + " can't be read");
            }
        }
        return bytes > limits.bytes()
                ? refusal(552, "5.3.4", "the parts are larger than " + limits.bytes() + " bytes together")
                : Optional.empty();
    }

    private static Optional<Reply> refusal(int code, String enhanced, String text) {
        return Optional.of(Reply.of(code, enhanced, text));
    }
}
