package org.grapnel.hook.pages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment of a type, read from its source and turned into Markdown.
 *
 * @param lead what stands before the first section
 * @param sections heading, such as WHEN, to text, in the order of the source
 */
public record Javadoc(String lead, Map<String, String> sections) {
    public static final List<String> HOOK_SECTIONS = List.of("WHEN", "ANSWER", "THREADS", "FAILURE", "EXAMPLE");

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");
    private static final Pattern HEADING = Pattern.compile("^([A-Z][A-Z ']+): ");
    private static final Pattern LINK = Pattern.compile("\\{@link ([\\w.#]+)(?:\\([^)]*\\))?}");

    /** The comment of the type that the source declares; of a package, its man page. */
    public static Javadoc of(String source) {
        Matcher comment = COMMENT.matcher(source);
        if (!comment.find()) {
            return new Javadoc("", Map.of());
        }
        String lead = "";
        Map<String, String> sections = new LinkedHashMap<>();
        for (String paragraph : plain(comment.group(1)).split("\n(?:<p>|@param |\n)", -1)) {
            String text = paragraph.replaceFirst("^<p>", "").replace('\n', ' ').strip();
            Matcher heading = HEADING.matcher(text);
            if (heading.find()) {
                sections.putIfAbsent(heading.group(1), markdown(text.substring(heading.end())));
            } else if (lead.isEmpty()) {
                lead = markdown(text);
            }
        }
        return new Javadoc(lead, sections);
    }

    /** Up to the first full stop that ends a sentence. */
    public String firstSentence() {
        Matcher end = Pattern.compile("(?<!such as)[.:](?= [A-Z]|$)").matcher(lead);
        return end.find() ? lead.substring(0, end.start()) + "." : lead;
    }

    /** The text of a section whose whole content is code, without the code's marks. */
    public String code(String section) {
        String text = sections.getOrDefault(section, "");
        return text.startsWith("`") && text.endsWith("`") ? text.substring(1, text.length() - 1) : text;
    }

    private static String plain(String comment) {
        return comment.lines()
                .map(line -> line.strip().replaceFirst("^\\* ?", ""))
                .reduce("", (all, line) -> all + "\n" + line)
                .strip();
    }

    static String markdown(String text) {
        String linked =
                LINK.matcher(text).replaceAll(match -> "`" + Matcher.quoteReplacement(linkText(match.group(1))) + "`");
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int at = linked.indexOf("{@code "); at >= 0; at = linked.indexOf("{@code ", from)) {
            out.append(words(linked.substring(from, at)));
            int end = closing(linked, at);
            out.append('`').append(linked, at + "{@code ".length(), end).append('`');
            from = end + 1;
        }
        return out.append(words(linked.substring(from))).toString();
    }

    private static String linkText(String target) {
        String member = target.startsWith("#") ? target.substring(1) : target.replace('#', '.');
        return member.replaceFirst("^org\\.grapnel\\.hook\\.(?:[a-z]+\\.)?", "");
    }

    /** Where the brace that opens at this place is closed. */
    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("a brace is not closed: " + text.substring(open));
    }

    private static String words(String html) {
        return html.replaceAll("</?i>", "*")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
