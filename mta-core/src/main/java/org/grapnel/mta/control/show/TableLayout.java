package org.grapnel.mta.control.show;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Format;

/**
 * Fits a table into the width of a terminal: the widest columns of words are cut first, ids and quantities never; words
 * in the last column are wrapped. A long table would be many times as large as text, so its cells are made twice, to be measured and to
 * be written, and kept never. Used once, by one thread.
 */
final class TableLayout {
    private static final int GAP = 2;
    private static final int LEAST = 6;
    private static final int LEAST_WRAPPED = 24;

    private final Format format;
    private final int width;
    private final List<String> titles;
    private final ZoneId zone;
    private final List<List<Object>> rows;
    private final int[] widths;
    private final boolean[] right;
    private final boolean[] shrinks;

    TableLayout(Answer.Table table, Format format, int width, ZoneId zone) {
        this.format = format;
        this.width = width;
        this.titles = table.columns().stream()
                .map(c -> Answer.title(c.key()).toUpperCase(Locale.ROOT))
                .toList();
        this.zone = zone;
        this.rows = table.rows();
        int columns = titles.size();
        widths = titles.stream().mapToInt(TerminalText::width).toArray();
        right = new boolean[columns];
        shrinks = new boolean[columns];
        measure();
        for (int i = 0; i < columns; i++) {
            shrinks[i] &= !table.columns().get(i).whole();
        }
        shrink();
    }

    private void measure() {
        boolean[] left = new boolean[widths.length];
        for (List<Object> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                Cell cell = Cell.of(row.get(i), zone);
                widths[i] = Math.max(widths[i], cell.width());
                right[i] |= cell.right();
                left[i] |= !cell.right() && cell.shrinks();
                shrinks[i] |= cell.shrinks();
            }
        }
        for (int i = 0; i < widths.length; i++) {
            right[i] &= !left[i];
        }
    }

    /** Takes the excess from the widest columns that may shrink, until the table fits or they are at their least. */
    private void shrink() {
        int last = widths.length - 1;
        int excess = GAP * last - width;
        for (int each : widths) {
            excess += each;
        }
        while (excess > 0) {
            int widest = -1;
            for (int i = 0; i <= last; i++) {
                int least = i == last ? LEAST_WRAPPED : Math.max(LEAST, TerminalText.width(titles.get(i)));
                if (shrinks[i] && widths[i] > least && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
            excess--;
        }
    }

    void write(Consumer<String> lines) {
        List<String> heading = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            heading.add(TerminalText.pad(TerminalText.cut(titles.get(i), widths[i]), widths[i], right[i]));
        }
        lines.accept(Ansi.paint(join(heading), Ansi.HEADING, format.color()));
        for (List<Object> row : rows) {
            writeRow(row.stream().map(value -> Cell.of(value, zone)).toList(), lines);
        }
    }

    private void writeRow(List<Cell> row, Consumer<String> lines) {
        int last = row.size() - 1;
        List<String> parts = new ArrayList<>();
        int indent = 0;
        for (int i = 0; i < last; i++) {
            parts.add(row.get(i).fit(widths[i], right[i], format.color()));
            indent += widths[i] + GAP;
        }
        Cell end = row.get(last);
        List<String> wrapped = right[last] || !shrinks[last]
                ? List.of(TerminalText.pad(end.text(), widths[last], right[last]))
                : TerminalText.wrap(end.text(), widths[last]);
        parts.add(end.paint(wrapped.get(0), format.color()));
        lines.accept(join(parts));
        for (String more : wrapped.subList(1, wrapped.size())) {
            lines.accept(" ".repeat(indent) + end.paint(more, format.color()));
        }
    }

    private static String join(List<String> parts) {
        return String.join(" ".repeat(GAP), parts).stripTrailing();
    }
}
