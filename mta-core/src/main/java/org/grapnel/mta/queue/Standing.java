package org.grapnel.mta.queue;

import java.util.Map;
import org.grapnel.mta.mail.MailMessage.Place;

/** How many messages of one destination and binding are where, at about one moment. */
public record Standing(String domain, String binding, Map<Place, Integer> places) {
    public Standing {
        places = Map.copyOf(places);
    }
}
