package org.grapnel.mta.control.show;

import java.util.Map;
import org.grapnel.hook.control.Answer.Tone;

/** The few terminal attributes in use (ECMA-48 8.3.117, SGR). */
final class Ansi {
    static final String HEADING = "1";
    static final String BAD = "31";
    static final String FAINT = "2";
    private static final Map<Tone, String> TONES =
            Map.of(Tone.GOOD, "32", Tone.WARN, "33", Tone.BAD, BAD, Tone.FAINT, FAINT);

    private Ansi() {}

    static String paint(String text, String attribute, boolean color) {
        return color && !text.isEmpty() ? "\u001b[" + attribute + "m" + text + "\u001b[0m" : text;
    }

    static String attribute(Tone tone) {
        return TONES.get(tone);
    }
}
