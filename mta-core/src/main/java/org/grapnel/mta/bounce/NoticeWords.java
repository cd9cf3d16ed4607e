package org.grapnel.mta.bounce;

import java.util.EnumMap;
import java.util.Map;
import org.grapnel.hook.bounce.DsnAction;

/**
 * What a notice says to people, by what has happened.
 *
 * @param log the notice's name in the log
 * @param statusClass the first digit of the status (RFC 3464 2.3.4)
 */
record NoticeWords(String subject, String explanation, String log, char statusClass) {
    private static final Map<DsnAction, NoticeWords> TABLE = new EnumMap<>(Map.of(
            DsnAction.FAILED,
                    new NoticeWords(
                            "Undelivered Mail Returned to Sender",
                            "Your message could not be delivered to the recipients below; it is not tried again.",
                            "notice of failure",
                            '5'),
            DsnAction.DELAYED,
                    new NoticeWords(
                            "Your mail is delayed",
                            "Your message has not reached the recipients below yet. You need not send it again: it is tried further.",
                            "notice of delay",
                            '4'),
            DsnAction.DELIVERED,
                    new NoticeWords(
                            "Your mail was delivered",
                            "Your message was delivered to the recipients below, as you had asked to be told.",
                            "notice of delivery",
                            '2'),
            DsnAction.RELAYED,
                    new NoticeWords(
                            "Your mail was passed on",
                            "Your message was passed on for the recipients below to a server that will not tell you whether it arrives.",
                            "notice of relaying",
                            '2'),
            DsnAction.EXPANDED,
                    new NoticeWords(
                            "Your mail was distributed",
                            "Your message was sent to the members of the lists below.",
                            "notice of expansion",
                            '2')));

    static NoticeWords of(DsnAction action) {
        return java.util.Objects.requireNonNull(TABLE.get(action));
    }
}
