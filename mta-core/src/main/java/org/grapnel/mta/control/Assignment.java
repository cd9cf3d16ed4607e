package org.grapnel.mta.control;

import java.util.regex.Pattern;

/** Tells {@code name = value}, whose value is kept and not shown, from commands. */
final class Assignment {
    private static final Pattern FORM =
            Pattern.compile("\\s*[A-Za-z_][A-Za-z0-9_]*\\s*=(\\s.*|[^=].*|)", Pattern.DOTALL);

    private Assignment() {}

    static boolean is(CharSequence pipeline) {
        return FORM.matcher(pipeline).matches();
    }
}
