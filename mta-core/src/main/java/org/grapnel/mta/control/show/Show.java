package org.grapnel.mta.control.show;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Format;

/** Shows answers, and the few other values that a command line can come to, in the form that the caller wants. */
public final class Show {
    private static final int CHUNK = 8_192;

    private final Format format;
    private final ZoneId zone;

    /** @param zone the time zone in which people see instants */
    public Show(Format format, ZoneId zone) {
        this.format = format;
        this.zone = zone;
    }

    /** Hands the answer's text to the sink, in chunks of a few kilobytes, with a line end at the end. */
    public void answer(Answer answer, Consumer<String> sink) {
        if (format.json()) {
            ForMachines.write(answer, sink);
            return;
        }
        Chunks chunks = new Chunks(sink, CHUNK);
        new ForPeople(format, zone).write(answer, chunks::line);
        chunks.flush();
    }

    /** A value of the command language: a string, a list, a map. */
    public void value(Object value, Consumer<String> sink) {
        if (value instanceof List<?> list) {
            list.forEach(element -> value(element, sink));
        } else if (value instanceof Map<?, ?> map) {
            Answer.Details details = Answer.details();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                details = details.with(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
            }
            answer(details, sink);
        } else {
            answer(Answer.text(String.valueOf(value)), sink);
        }
    }

    /** One error, in one line; for machines {@code {"error": …, "status": …}}. */
    public void error(String message, int status, Consumer<String> sink) {
        if (format.json()) {
            ForMachines.writeError(message, status, sink);
        } else {
            sink.accept(Ansi.paint(TerminalText.lines(message), Ansi.BAD, format.color()) + "\n");
        }
    }
}
