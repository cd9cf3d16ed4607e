package org.grapnel.deployer.gate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a manifest header at its commas, not at those within quotes. */
final class Clauses {
    private Clauses() {}

    static List<String> of(@Nullable String header) {
        List<String> clauses = new ArrayList<>();
        StringBuilder clause = new StringBuilder();
        boolean quoted = false;
        for (char c : (header == null ? "" : header).toCharArray()) {
            quoted ^= c == '"';
            if (c == ',' && !quoted) {
                add(clauses, clause);
            } else {
                clause.append(c);
            }
        }
        add(clauses, clause);
        return List.copyOf(clauses);
    }

    private static void add(List<String> clauses, StringBuilder clause) {
        String text = clause.toString().strip();
        if (!text.isEmpty()) {
            clauses.add(text);
        }
        clause.setLength(0);
    }
}
