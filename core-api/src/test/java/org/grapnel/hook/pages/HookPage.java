package org.grapnel.hook.pages;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.grapnel.hook.catalogue.Catalogue;
import org.grapnel.hook.catalogue.Catalogue.Declared;

/** What the pages say about one hook. */
record HookPage(Declared hook, Javadoc javadoc, String signature) {
    /** The method, from the line after POINT to its semicolon. */
    private static final Pattern METHOD = Pattern.compile("(?s)\\bPOINT\\s*=.*?;\\s+([^;]+);");

    static HookPage of(Declared hook) {
        String source = Catalogue.read(hook.source());
        Matcher method = METHOD.matcher(source);
        if (!method.find()) {
            throw new IllegalStateException(hook.source() + ": no method after POINT");
        }
        String signature = method.group(1).replaceAll("\\s+", " ").replace("( ", "(");
        return new HookPage(hook, Javadoc.of(source), signature);
    }

    String name() {
        return hook.hook().name();
    }

    /** As a link from another page of the same folder. */
    String link(String page) {
        return "[`" + name() + "`](" + page + "#" + name().toLowerCase(Locale.ROOT) + ")";
    }

    String kind() {
        return hook.hook().kind().name();
    }

    String section() {
        String about =
                kind() + " · thread: " + hook.hook().thread() + (hook.hook().deprecated() ? " · **deprecated**" : "");
        return """
                ## `%s`

                %s

                ```java
                // %s
                %s
                ```

                | | |
                |---|---|
                | kind | %s |
                | when | %s |
                | answer | %s |
                | default | %s |
                | threads | %s |
                | failure | %s |

                ```java
                %s
                ```

                """
                .formatted(
                        name(),
                        javadoc.lead(),
                        hook.type().getName(),
                        signature,
                        about,
                        cell(javadoc.sections().get("WHEN")),
                        cell(javadoc.sections().get("ANSWER")),
                        cell(hook.hook().byDefault()),
                        cell(javadoc.sections().get("THREADS")),
                        cell(javadoc.sections().get("FAILURE")),
                        javadoc.code("EXAMPLE"));
    }

    /** Text that may stand in a table. */
    static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
