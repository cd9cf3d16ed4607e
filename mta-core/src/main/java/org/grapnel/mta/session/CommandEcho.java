package org.grapnel.mta.session;

/** What a peer has sent, as it may stand in a log line or a reply: short, and without control characters. */
final class CommandEcho {
    private static final int MOST = 60;

    private CommandEcho() {}

    static String of(String text) {
        String shown = text.length() > MOST ? text.substring(0, MOST) + "…" : text;
        return shown.replaceAll("[^ -~…]", "?");
    }
}
