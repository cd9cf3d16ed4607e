package org.grapnel.testkit;

import java.util.List;

/** A server's reply: its code and its lines as they came, without line ends. */
public record Reply(int code, List<String> lines) {
    public Reply {
        lines = List.copyOf(lines);
    }

    public boolean positive() {
        return code >= 200 && code < 400;
    }

    /** The texts of all lines, without codes, one below the other. */
    public String text() {
        return String.join(
                "\n",
                lines.stream().map(l -> l.length() > 4 ? l.substring(4) : "").toList());
    }

    /** Whether an EHLO reply offers the keyword, with or without parameters. */
    public boolean offers(String keyword) {
        return lines.stream()
                .skip(1)
                .map(l -> l.length() > 4 ? l.substring(4) : "")
                .anyMatch(l -> l.equalsIgnoreCase(keyword)
                        || l.regionMatches(true, 0, keyword + " ", 0, keyword.length() + 1));
    }

    /** Fails unless the code is this one; returns itself. */
    public Reply expect(int wanted) {
        if (code != wanted) throw new AssertionError("expected a reply " + wanted + ", got " + this);
        return this;
    }

    @Override
    public String toString() {
        return String.join(" / ", lines);
    }
}
