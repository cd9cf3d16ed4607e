package org.grapnel.mta.auth;

import java.text.Normalizer;
import java.util.Optional;

/** SASLprep (RFC 4013): one writing for all writings of a name or password that look the same to who types them. */
final class Saslprep {
    private Saslprep() {}

    /** The prepared text; empty when it holds what is prohibited. */
    static Optional<String> prepare(String text) {
        StringBuilder mapped = new StringBuilder();
        text.codePoints()
                .filter(c -> !becomesNothing(c))
                .map(c -> isOtherSpace(c) ? ' ' : c)
                .forEach(mapped::appendCodePoint);
        String normal = Normalizer.normalize(mapped, Normalizer.Form.NFKC); // RFC 4013 2.2
        boolean allowed = normal.codePoints().noneMatch(Saslprep::prohibited) && directionsAgree(normal);
        return allowed ? Optional.of(normal) : Optional.empty();
    }

    /** RFC 3454 B.1. */
    private static boolean becomesNothing(int c) {
        return c == 0xAD
                || c == 0x34F
                || c == 0x1806
                || (c >= 0x180B && c <= 0x180D)
                || (c >= 0x200B && c <= 0x200D)
                || c == 0x2060
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFEFF;
    }

    /** RFC 3454 C.1.2. */
    private static boolean isOtherSpace(int c) {
        return c != ' ' && Character.getType(c) == Character.SPACE_SEPARATOR;
    }

    /** RFC 4013 2.3 and 2.5. */
    private static boolean prohibited(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, // C.2
                    Character.FORMAT, // C.2.2, C.8, C.9
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE, // C.3
                    Character.SURROGATE, // C.5
                    Character.UNASSIGNED -> // A.1, and C.4
                true;
            default ->
                isOtherSpace(c)
                        || (c >= 0xFFF9 && c <= 0xFFFD) // C.6
                        || (c >= 0x2FF0 && c <= 0x2FFB) // C.7
                        || c == 0x340
                        || c == 0x341; // C.8
        };
    }

    /** RFC 3454 6: text that runs from right to left does so from its first to its last character. */
    private static boolean directionsAgree(String text) {
        if (text.codePoints().noneMatch(Saslprep::runsLeft)) {
            return true;
        }
        return text.codePoints()
                        .noneMatch(c -> Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT)
                && runsLeft(text.codePointAt(0))
                && runsLeft(text.codePointBefore(text.length()));
    }

    private static boolean runsLeft(int c) {
        byte direction = Character.getDirectionality(c);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
