package org.grapnel.mta.control.show;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Format;

/**
 * Fits a table into the width of a terminal. Columns that are empty are left out where it is too wide; the widest columns of words are cut
 * first, ids and quantities never; words in the last column are wrapped. What still does not fit goes on two lines and more. A long table
 * would be many times as large as text, so its cells are made again each time they are measured or written, and kept never. Used once, by one
 * thread.
 */
final class TableLayout {
    private static final int GAP = 2;
    private static final int LEAST = 6;
    private static final int LEAST_WRAPPED = 24;
    private static final int INDENT = 4;

    private final Format format;
    private final int width;
    private final List<String> titles;
    private final ZoneId zone;
    private final List<List<Object>> rows;
    private final int[] kept;
    private final int[] widths;
    private final boolean[] right;
    private final boolean[] shrinks;
    /** Where each line of a row begins; one entry where a row is one line. */
    private final List<Integer> breaks;

    TableLayout(Answer.Table table, Format format, int width, ZoneId zone) {
        this.format = format;
        this.width = width;
        this.zone = zone;
        this.rows = table.rows();
        List<Answer.Column> columns = table.columns();
        this.kept = kept(columns);
        this.titles = IntStream.of(kept).mapToObj(i -> title(columns.get(i))).toList();
        widths = new int[kept.length];
        right = new boolean[kept.length];
        shrinks = new boolean[kept.length];
        measure(columns);
        if (shrink()) {
            breaks = List.of(0);
        } else {
            measure(columns);
            breaks = breaks();
        }
    }

    private static String title(Answer.Column column) {
        return Answer.title(column.key()).toUpperCase(Locale.ROOT);
    }

    /** All columns where they fit, else those that have something. */
    private int[] kept(List<Answer.Column> columns) {
        int[] natural = columns.stream()
                .mapToInt(column -> TerminalText.width(title(column)))
                .toArray();
        boolean[] filled = new boolean[natural.length];
        for (List<Object> row : rows) {
            for (int i = 0; i < natural.length; i++) {
                Cell cell = Cell.of(row.get(i), zone);
                natural[i] = Math.max(natural[i], cell.width());
                filled[i] |= !cell.isEmpty();
            }
        }
        boolean fits = IntStream.of(natural).sum() + GAP * (natural.length - 1) <= width;
        return IntStream.range(0, natural.length)
                .filter(i -> fits || rows.isEmpty() || filled[i])
                .toArray();
    }

    private void measure(List<Answer.Column> columns) {
        boolean[] left = new boolean[kept.length];
        for (int i = 0; i < kept.length; i++) {
            widths[i] = TerminalText.width(titles.get(i));
            right[i] = false;
            shrinks[i] = false;
        }
        for (List<Object> row : rows) {
            for (int i = 0; i < kept.length; i++) {
                Cell cell = Cell.of(row.get(kept[i]), zone);
                widths[i] = Math.max(widths[i], cell.width());
                right[i] |= cell.right();
                left[i] |= !cell.right() && cell.shrinks();
                shrinks[i] |= cell.shrinks();
            }
        }
        for (int i = 0; i < kept.length; i++) {
            right[i] &= !left[i];
            shrinks[i] &= !columns.get(kept[i]).whole();
        }
    }

    /** Takes the excess from the widest columns that may shrink; false when they are at their least before the table fits. */
    private boolean shrink() {
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
                return false;
            }
            widths[widest]--;
            excess--;
        }
        return true;
    }

    /** Fills line after line with columns, which are cut where one alone is too wide. */
    private List<Integer> breaks() {
        List<Integer> begins = new ArrayList<>(List.of(0));
        int used = 0;
        for (int i = 0; i < widths.length; i++) {
            if (shrinks[i]) {
                widths[i] = Math.min(widths[i], Math.max(LEAST, width - INDENT));
            }
            if (used > 0 && used + GAP + widths[i] > width) {
                begins.add(i);
                used = INDENT;
            }
            used += (used == 0 || used == INDENT ? 0 : GAP) + widths[i];
        }
        return begins;
    }

    void write(Consumer<String> lines) {
        for (int line = 0; line < breaks.size(); line++) {
            List<String> heading = new ArrayList<>();
            for (int i = begin(line); i < begin(line + 1); i++) {
                heading.add(TerminalText.pad(TerminalText.cut(titles.get(i), widths[i]), widths[i], right[i]));
            }
            lines.accept(indent(line) + Ansi.paint(join(heading), Ansi.HEADING, format.color()));
        }
        for (List<Object> values : rows) {
            List<Cell> row = IntStream.of(kept)
                    .mapToObj(i -> Cell.of(values.get(i), zone))
                    .toList();
            for (int line = 0; line < breaks.size() - 1; line++) {
                lines.accept(indent(line) + join(parts(row, begin(line), begin(line + 1))));
            }
            writeLast(row, lines);
        }
    }

    private int begin(int line) {
        return line < breaks.size() ? breaks.get(line) : widths.length;
    }

    private static String indent(int line) {
        return line == 0 ? "" : " ".repeat(INDENT);
    }

    private List<String> parts(List<Cell> row, int from, int to) {
        List<String> parts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            parts.add(row.get(i).fit(widths[i], right[i], format.color()));
        }
        return parts;
    }

    /** The line that ends with the last column, whose words may go on below. */
    private void writeLast(List<Cell> row, Consumer<String> lines) {
        int line = breaks.size() - 1;
        int last = row.size() - 1;
        String indent = indent(line);
        List<String> parts = parts(row, begin(line), last);
        int offset = indent.length();
        for (int i = begin(line); i < last; i++) {
            offset += widths[i] + GAP;
        }
        Cell end = row.get(last);
        List<String> wrapped = right[last] || !shrinks[last]
                ? List.of(TerminalText.pad(end.text(), widths[last], right[last]))
                : TerminalText.wrap(end.text(), widths[last]);
        parts.add(end.paint(wrapped.get(0), format.color()));
        lines.accept(indent + join(parts));
        for (String more : wrapped.subList(1, wrapped.size())) {
            lines.accept(" ".repeat(offset) + end.paint(more, format.color()));
        }
    }

    private static String join(List<String> parts) {
        return String.join(" ".repeat(GAP), parts).stripTrailing();
    }
}
