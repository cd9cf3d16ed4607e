package org.grapnel.hook.mail;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The header fields of a message, in order. Names are compared without regard to case. Parsed when first asked for. */
@ProviderType
public interface Headers {
    /** All fields, first to last; at most the configured number (default 1,000). */
    List<Header> all();

    /** The value of the first field of that name. */
    Optional<String> first(String name);

    /** The values of all fields of that name, first to last. */
    List<String> all(String name);
}
