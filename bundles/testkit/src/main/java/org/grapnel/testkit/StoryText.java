package org.grapnel.testkit;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A text in a story: exact, or a regular expression between slashes that must match the whole. */
record StoryText(String written, Pattern pattern) {
    static StoryText of(String written) throws PatternSyntaxException {
        boolean expression = written.length() > 1 && written.startsWith("/") && written.endsWith("/");
        return new StoryText(
                written,
                expression
                        ? Pattern.compile(written.substring(1, written.length() - 1))
                        : Pattern.compile(Pattern.quote(written)));
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    boolean within(String text) {
        return pattern.matcher(text).find();
    }

    @Override
    public String toString() {
        return "'" + written + "'";
    }
}
