package org.grapnel.mta.queue;

import org.grapnel.mta.mail.MailMessage.Place;

/** Is told how many messages of one destination and binding are at one place, at about one moment; not of places where none are. */
@FunctionalInterface
public interface Counting {
    void count(String domain, String binding, Place place, int messages);
}
