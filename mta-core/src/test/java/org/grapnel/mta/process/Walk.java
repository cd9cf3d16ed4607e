package org.grapnel.mta.process;

import java.util.Map;
import java.util.TreeMap;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.queue.Queue;

/** How many messages are where: as the queue says, and as a look at each message says. */
final class Walk {
    private Walk() {}

    private static String key(String domain, String binding, MailMessage.Place place) {
        return domain + " " + binding + " " + place;
    }

    static Map<String, Integer> counted(Queue queue) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        queue.count((domain, binding, place, messages) ->
                counts.merge(key(domain, binding, place), messages, Integer::sum));
        return counts;
    }

    static Map<String, Integer> over(Queue queue) {
        TreeMap<String, Integer> counts = new TreeMap<>();
        queue.forEach(message ->
                counts.merge(key(message.routingDomain(), message.binding(), message.place()), 1, Integer::sum));
        return counts;
    }
}
