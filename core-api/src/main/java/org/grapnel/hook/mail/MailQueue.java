package org.grapnel.hook.mail;

import org.osgi.annotation.versioning.ProviderType;

/** The messages of one Domain: for each Binding one active and one delayed set. */
@ProviderType
public interface MailQueue {
    Domain domain();

    /** Messages of this binding that are due. */
    int active(Binding binding);

    /** Messages of this binding that wait for their next attempt. */
    int delayed(Binding binding);
}
