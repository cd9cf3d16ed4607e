package org.grapnel.mta.connect;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the server offered in its last EHLO or LHLO.
 *
 * @param keywords extension keyword in capitals to its parameters, in the server's order
 */
public record Capabilities(Map<String, List<String>> keywords) {
    /** Before EHLO, after STARTTLS and after HELO. */
    public static final Capabilities NONE = new Capabilities(Map.of());

    /** Copied. */
    public Capabilities {
        keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
    }

    static Capabilities of(Reply reply) {
        Map<String, List<String>> keywords = new LinkedHashMap<>();
        // RFC 5321 4.1.1.1: the first line is the domain and a greeting.
        for (String line : reply.lines().subList(1, reply.lines().size())) {
            // Some old servers write AUTH=LOGIN; the separator is a space in every standard.
            String[] words = line.strip().replaceFirst("^(?i:AUTH)=", "AUTH ").split(" +");
            if (!words[0].isEmpty()) {
                keywords.merge(
                        words[0].toUpperCase(Locale.ROOT),
                        List.of(words).subList(1, words.length),
                        Capabilities::union);
            }
        }
        return new Capabilities(keywords);
    }

    private static List<String> union(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    /** Keyword in capitals, such as {@code PIPELINING}. */
    public boolean offers(String keyword) {
        return keywords.containsKey(keyword);
    }

    public List<String> parameters(String keyword) {
        return keywords.getOrDefault(keyword, List.of());
    }

    /** RFC 1870 3: the largest message taken; absent when not offered, without a number, or 0 (no fixed limit). */
    public OptionalLong sizeLimit() {
        List<String> parameters = parameters("SIZE");
        if (parameters.isEmpty() || !parameters.get(0).matches("[0-9]{1,18}")) {
            return OptionalLong.empty();
        }
        long limit = Long.parseLong(parameters.get(0));
        return limit == 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }
}
