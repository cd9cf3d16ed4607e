package org.grapnel.hook.deliver;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The arguments of a command that is about to be sent: for MAIL and RCPT the ESMTP parameters after the path, for XCLIENT its attributes.
 * Belongs to the thread of the call.
 */
@ProviderType
public interface EditableArguments {
    /** Keyword in upper case to value, in the order of sending; "" where there is no value. */
    Map<String, String> all();

    /**
     * Sets an argument, in its old place or as the last one. The value is encoded as the command wants it (RFC 3461 4 xtext).
     * IllegalArgumentException when the keyword is not one (RFC 5321 4.1.2) or the command line would be longer than is allowed.
     */
    void set(String keyword, String value);

    /** Takes an argument away and tells whether it was there. */
    boolean remove(String keyword);
}
