package org.grapnel.mta.deliver;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.grapnel.hook.deliver.EditableArguments;
import org.grapnel.mta.mail.Xtext;

/** The parameters of MAIL or RCPT as handlers edit them; written through to the list that the client sends. */
final class CommandArguments implements EditableArguments {
    private static final Pattern KEYWORD = Pattern.compile("[A-Z0-9][A-Z0-9-]*"); // RFC 5321 4.1.2
    private static final int MAX_LENGTH = 1_000;

    private final List<String> words;

    CommandArguments(List<String> words) {
        this.words = words;
    }

    @Override
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            all.put(keyword(word), equals < 0 ? "" : word.substring(equals + 1));
        }
        return Collections.unmodifiableMap(all);
    }

    @Override
    public void set(String keyword, String value) {
        String name = keyword.toUpperCase(Locale.ROOT);
        if (!KEYWORD.matcher(name).matches()) {
            throw new IllegalArgumentException(keyword + ": not a keyword of an ESMTP parameter (RFC 5321 4.1.2)");
        }
        String word = value.isEmpty() ? name : name + "=" + Xtext.encode(value);
        int length = words.stream().mapToInt(String::length).sum() + word.length();
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException(name + ": the command line would be longer than is allowed");
        }
        for (int i = 0; i < words.size(); i++) {
            if (keyword(words.get(i)).equals(name)) {
                words.set(i, word);
                return;
            }
        }
        words.add(word);
    }

    @Override
    public boolean remove(String keyword) {
        return words.removeIf(word -> keyword(word).equalsIgnoreCase(keyword));
    }

    private static String keyword(String word) {
        int equals = word.indexOf('=');
        return (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
    }
}
