package org.grapnel.mta.session;

import java.util.ArrayList;
import java.util.List;
import org.grapnel.hook.Reply;

/** What any reply, whoever wrote it, must look like on the wire. */
final class ReplyForm {
    /** RFC 5321 4.5.3.1.5: 512 octets, of which code, enhanced code and line end take some. */
    private static final int MAX_LINE = 480;

    private static final int MAX_LINES = 50;

    private ReplyForm() {}

    /** The reply itself where it is well-formed; else one with lines broken and left out, and without control characters. */
    static Reply of(Reply reply) {
        if (reply.lines().size() <= MAX_LINES && reply.lines().stream().allMatch(ReplyForm::isWellFormed)) {
            return reply;
        }
        List<String> lines = new ArrayList<>();
        for (String line : reply.lines()) {
            String rest = line.replaceAll("\\p{Cntrl}", "?");
            while (rest.length() > MAX_LINE && lines.size() < MAX_LINES) {
                int space = rest.lastIndexOf(' ', MAX_LINE);
                int cut = space > 0 ? space : MAX_LINE;
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut).stripLeading();
            }
            if (lines.size() < MAX_LINES) {
                lines.add(rest);
            }
        }
        return new Reply(reply.code(), reply.enhanced(), lines);
    }

    private static boolean isWellFormed(String line) {
        boolean good = line.length() <= MAX_LINE;
        for (int i = 0; good && i < line.length(); i++) {
            char c = line.charAt(i);
            good = c >= ' ' && c != 0x7f;
        }
        return good;
    }
}
