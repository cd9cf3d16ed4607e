package org.grapnel.mta.config;

import java.util.Collection;

/** What somebody may have meant who wrote a word that does not exist. */
final class Suggestion {
    private Suggestion() {}

    /** {@code did you mean X?} with the nearest known word, or the text to say when none is near. */
    static String of(String written, Collection<String> known, String otherwise) {
        String best = "";
        int least = Math.max(2, written.length() / 3) + 1;
        for (String word : known) {
            int distance = distance(written, word);
            if (distance < least) {
                least = distance;
                best = word;
            }
        }
        return best.isEmpty() ? otherwise : "did you mean " + best + "?";
    }

    /** How many letters must be changed, added or removed; 1000 and more letters are never alike. */
    private static int distance(String a, String b) {
        if (a.length() > 1000) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
