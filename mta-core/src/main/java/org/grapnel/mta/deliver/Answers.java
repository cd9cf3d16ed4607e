package org.grapnel.mta.deliver;

import java.util.LinkedHashMap;
import java.util.Map;
import org.grapnel.hook.EnhancedCode;
import org.grapnel.hook.Reply;
import org.grapnel.hook.session.EsmtpKeywords;
import org.grapnel.mta.connect.Capabilities;

/** What a remote server said, in the words of the hooks. */
final class Answers {
    private Answers() {}

    static Reply reply(org.grapnel.mta.connect.Reply said) {
        String prefix = said.enhanced().map(code -> code + " ").orElse("");
        return new Reply(
                said.code(),
                said.enhanced()
                        .filter(code -> !code.startsWith("3.")) // RFC 3463 3.1 knows the classes 2, 4 and 5
                        .map(EnhancedCode::of),
                said.lines().stream()
                        .map(line -> line.startsWith(prefix) ? line.substring(prefix.length()) : line)
                        .toList());
    }

    static EsmtpKeywords keywords(Capabilities offered) {
        Map<String, String> keywords = new LinkedHashMap<>();
        offered.keywords().forEach((keyword, values) -> keywords.put(keyword, String.join(" ", values)));
        return new EsmtpKeywords(keywords);
    }

    /** A text on one line that can stand in a reply. */
    static String printable(String text) {
        return text == null ? "no reason is known" : text.replaceAll("\\p{Cntrl}+", " ");
    }
}
