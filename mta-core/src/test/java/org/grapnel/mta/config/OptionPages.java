package org.grapnel.mta.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what is generated from the table of options: the page of the manual, and the metatype description. */
final class OptionPages {
    private static final Map<Class<?>, String> METATYPES = Map.of(
            Integer.class, "Integer",
            Long.class, "String", // written with a unit
            Boolean.class, "Boolean");

    private OptionPages() {}

    static String manual() {
        return """
                # Configuration

                <!-- Generated from the table org.grapnel.mta.config.Options; write it anew with
                     mvn -pl mta-core -am test -Dtest=OptionPagesAreCurrentTest -Dsurefire.failIfNoSpecifiedTests=false -Dgrapnel.write=true -->

                The server's options stand in `etc/grapnel.json`. Comments (`//`, `#`) are allowed, and objects may be nested: `{"smtp": {"listen": …}}`
                is the same as `{"smtp.listen": …}`. `--set KEY=VALUE` on the command line overrides the file; a list is written with commas there.
                The file is watched: what is changed in it counts at once, unless the table says *at start*. A file with a mistake is refused as a
                whole, with every mistake named in the log, and the server goes on with what it had; at the start it ends with the message.

                ## Scopes

                | key | counts for |
                |---|---|
                | `OPTION` | the whole server |
                | `listener.NAME.OPTION` | one listener; the one of `smtp.listen` is named `smtp` |
                | `network.NAME.OPTION` | the clients in `network.NAME.addresses`, on any listener |
                | `group.NAME.OPTION` | all bindings of a group |
                | `binding.NAME.OPTION` | one binding; `default` is the one that is used where nothing else is chosen |
                | `domain.NAME.OPTION` | one destination |
                | `binding.NAME.domain.NAME.OPTION` | one destination from one binding |

                The most specific wins. For what goes out: domain in binding, domain, binding, group, server. For what comes in: network, listener,
                server; of several networks that hold a client and have the option, the one with the longest prefix around its address. `config:eval`
                says which value is in force for somebody, and why.

                ## Values

                Durations are written with a unit (`500ms`, `2s`, `20m`, `12h`, `5d`, `1h30m`), sizes likewise (`512KB`, `50MB`, `1GB`; a KB is 1024 bytes).
                Lists are arrays of texts, or one text with commas.

                ## Options

                | option | value | default | may be set for | meaning |
                |---|---|---|---|---|
                """
                + Options.all().stream().map(OptionPages::row).collect(Collectors.joining());
    }

    private static String row(Option<?> option) {
        String scopes = option.scopes().stream().map(OptionPages::word).collect(Collectors.joining(", "));
        return "| `" + option.name() + "` | " + option.type().syntax().replace("*", "\\*") + " | "
                + option.defaultText() + " | " + scopes
                + " | " + option.description()
                + (option.effect() == Option.Effect.RESTART ? " *At start.*" : "") + " |\n";
    }

    private static String word(ScopeKind kind) {
        return kind == ScopeKind.GLOBAL ? "server" : kind.name().toLowerCase(Locale.ROOT);
    }

    static String metatype() {
        List<Option<?>> global = Options.all().stream()
                .filter(option -> option.scopes().contains(ScopeKind.GLOBAL))
                .toList();
        return Stream.of(
                        Stream.of(
                                """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <!-- Generated from org.grapnel.mta.config.Options by OptionPagesAreCurrentTest -->
                        <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
                          <OCD id="org.grapnel.mta" name="Grapnel" description="The options of the whole server; docs/configuration.md describes those of listeners, networks, groups, bindings and domains">
                        """),
                        global.stream().map(OptionPages::attribute),
                        Stream.of(
                                """
                          </OCD>
                          <Designate pid="org.grapnel.mta">
                            <Object ocdref="org.grapnel.mta"/>
                          </Designate>
                        </metatype:MetaData>
                        """))
                .flatMap(part -> part)
                .collect(Collectors.joining());
    }

    private static String attribute(Option<?> option) {
        String type = METATYPES.getOrDefault(option.type().plainType(), "String");
        String description =
                option.description() + " (" + option.type().syntax() + "; default: " + option.defaultText() + ")";
        return "    <AD id=\"" + option.name() + "\" name=\"" + option.name() + "\" type=\"" + type
                + "\" required=\"false\""
                + (option.type().isList() ? " cardinality=\"2147483647\"" : "")
                + " description=\"" + escaped(description) + "\"/>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
