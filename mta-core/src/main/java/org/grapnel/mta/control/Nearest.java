package org.grapnel.mta.control;

import java.util.Collection;
import java.util.List;

/** Which names a mistyped one may have meant. */
final class Nearest {
    private static final int MOST = 3;
    private static final int LONGEST = 64;

    private Nearest() {}

    /** At most three, equally near: at most one slip in three letters, or the right verb without its room. */
    static List<String> names(String typed, Collection<String> known) {
        if (typed.length() > LONGEST) {
            return List.of();
        }
        int slips = Math.max(1, Math.min(3, typed.length() / 3));
        int best = known.stream().mapToInt(name -> score(typed, name)).min().orElse(slips + 1);
        return known.stream()
                .filter(name -> best <= slips && score(typed, name) == best)
                .sorted()
                .limit(MOST)
                .toList();
    }

    private static int score(String typed, String name) {
        return name.endsWith(":" + typed) ? 0 : distance(typed, name);
    }

    /** Letters to insert, delete or replace, and neighbours to swap, until one is the other (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replace, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
