package org.grapnel.hook.pages;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comments of an enum's constants. */
final class EnumDoc {
    private static final Pattern CONSTANT = Pattern.compile("(?s)/\\*\\*([^/]*?)\\*/\\s+([A-Z_]+)[,\\s;]");

    private EnumDoc() {}

    /** Constant to its comment as Markdown, in the order of the source. */
    static Map<String, String> of(String source) {
        Map<String, String> constants = new LinkedHashMap<>();
        Matcher constant = CONSTANT.matcher(source.substring(source.indexOf('{')));
        while (constant.find()) {
            constants.put(
                    constant.group(2),
                    Javadoc.of("/**" + constant.group(1) + "*/").lead());
        }
        return constants;
    }
}
