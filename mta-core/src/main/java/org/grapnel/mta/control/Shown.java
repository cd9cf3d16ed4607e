package org.grapnel.mta.control;

import java.time.ZoneId;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Format;
import org.grapnel.mta.control.show.Show;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way through a line. At the end of a pipe it is shown in the caller's form; where a pipe, a variable
 * or a nested command wants text, it is text of great width without colour.
 */
final class Shown implements CharSequence {
    private static final int PIPE_WIDTH = 1_000;

    private final Answer answer;
    private final Format format;
    private volatile @Nullable String text;

    Shown(Answer answer, Format format) {
        this.answer = answer;
        this.format = format;
    }

    Answer answer() {
        return answer;
    }

    Format format() {
        return format;
    }

    /** Without the last line end: whoever prints it adds one. */
    @Override
    public String toString() {
        String known = text;
        if (known == null) {
            StringBuilder made = new StringBuilder();
            new Show(new Format(format.json(), PIPE_WIDTH, false), ZoneId.systemDefault()).answer(answer, made::append);
            known = made.toString().stripTrailing();
            text = known;
        }
        return known;
    }

    @Override
    public int length() {
        return toString().length();
    }

    @Override
    public char charAt(int index) {
        return toString().charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().subSequence(start, end);
    }
}
