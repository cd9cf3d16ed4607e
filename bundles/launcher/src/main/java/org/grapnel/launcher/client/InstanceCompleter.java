package org.grapnel.launcher.client;

import java.io.IOException;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completion is the instance's knowledge: it knows its commands, messages and domains. */
final class InstanceCompleter implements Completer {
    private final Source source;

    InstanceCompleter(Source source) {
        this.source = source;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        try {
            source.complete(line.line(), line.cursor()).forEach(c -> candidates.add(new Candidate(c)));
        } catch (IOException e) {
            // no completion is no harm; the next command meets the same connection and reports it
            reader.getTerminal().puts(org.jline.utils.InfoCmp.Capability.bell);
        }
    }

    /** Asks for the candidates at a cursor. */
    interface Source {
        List<String> complete(String line, int cursor) throws IOException;
    }
}
