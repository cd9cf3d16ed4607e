package org.grapnel.hook.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.grapnel.hook.catalogue.Catalogue;

/**
 * The pages of {@code docs/hooks}, made from the annotations and the comments of the hook interfaces: one for each room,
 * and an index of all points.
 */
public final class HookPages {
    /** What brings the pages up to date. */
    public static final String COMMAND = "mvn -pl core-api test -Dtest=HookPagesTest -Dgrapnel.docs.write=true";

    private static final String GENERATED =
            "<!-- Generated from core-api; change the javadoc there, then run: " + COMMAND + " -->\n";
    private static final String FRONT_MATTER =
            """
            # Hook points

            Every decision that the server makes about a mail is a hook point: a Java interface with one method. A bundle
            registers an OSGi service under that interface and is asked, while mail flows, without a restart. There are
            %d points in %d rooms; the rooms follow a message's life.

            A handler is a service with these properties, all optional: `service.ranking` (highest first; equal ranks by lowest
            `service.id`), `grapnel.name`, `grapnel.deadline`, `grapnel.on-fault`.

            ```java
            @Component
            public final class NoSuchUser implements ValidateRcptto {
                private final Set<MailAddress> users = Set.of(MailAddress.of("ann@example.net"));

                @Override
                public Verdict.OfRecipient validateRcptto(Transaction transaction, Recipient recipient, ValidationContext context) {
                    return users.contains(recipient.address())
                            ? Verdict.CONTINUE
                            : Verdict.reject(550, "5.1.1", "no such user");
                }
            }
            ```

            A refusal is an ordinary answer. A handler that throws or passes its deadline is at fault: that is logged with
            bundle and hook, counted, and answered as the hook's *failure* row says; the mail goes on, and so do the other handlers.

            """;

    private HookPages() {}

    /** Writes the pages to the folder that is named, or to {@code docs/hooks}. */
    public static void main(String[] arguments) throws IOException {
        write(arguments.length > 0 ? Path.of(arguments[0]) : folder());
    }

    static Path folder() {
        return Path.of(System.getProperty("basedir", "."))
                .toAbsolutePath()
                .resolveSibling("docs")
                .resolve("hooks");
    }

    static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var page : pages().entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue());
        }
    }

    /** File name to text. */
    static Map<String, String> pages() {
        Map<String, List<HookPage>> byRoom = new LinkedHashMap<>();
        for (String room : Catalogue.ROOMS) {
            List<HookPage> hooks = Catalogue.declared().stream()
                    .filter(hook -> hook.room().equals(room))
                    .map(HookPage::of)
                    .toList();
            if (!hooks.isEmpty()) {
                byRoom.put(room, hooks);
            }
        }
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("README.md", index(byRoom));
        byRoom.forEach((room, hooks) -> pages.put(room + ".md", room(room, hooks)));
        return pages;
    }

    private static String index(Map<String, List<HookPage>> byRoom) {
        int points = byRoom.values().stream().mapToInt(List::size).sum();
        StringBuilder page = new StringBuilder(GENERATED).append(FRONT_MATTER.formatted(points, byRoom.size()));
        page.append("## Kinds\n\n").append(table("kind", "what is done with the answers", enumOf("HookKind")));
        page.append("## Threads\n\n").append(table("thread", "who calls", enumOf("HookThread")));
        page.append("## Objects that travel\n\n").append(table("type", "what it is", objects("mail")));
        page.append("## All points\n\n| point | kind | room | |\n|---|---|---|---|\n");
        byRoom.forEach((room, hooks) -> hooks.forEach(hook -> page.append("| %s | %s | [%s](%s.md) | %s |\n"
                .formatted(
                        hook.link(room + ".md"),
                        hook.kind(),
                        room,
                        room,
                        HookPage.cell(hook.javadoc().firstSentence())))));
        return page.toString();
    }

    private static String room(String room, List<HookPage> hooks) {
        Javadoc manual = Javadoc.of(source(room + "/package-info.java"));
        StringBuilder page = new StringBuilder(GENERATED);
        page.append("# ").append(capital(manual.sections().get("NAME"))).append("\n\n");
        page.append("Package `org.grapnel.hook.%s` · [all points](README.md)\n\n".formatted(room));
        page.append("Place in a message's life: ")
                .append(manual.sections().get("PLACE IN A MESSAGE'S LIFE"))
                .append("\n\n");
        page.append("| point | kind | when |\n|---|---|---|\n");
        hooks.forEach(hook -> page.append("| %s | %s | %s |\n"
                .formatted(
                        hook.link(""),
                        hook.kind(),
                        HookPage.cell(hook.hook().hook().when()))));
        Map<String, String> objects = objects(room);
        if (!objects.isEmpty()) {
            page.append("\nObjects of this room:\n\n").append(table("type", "what it is", objects));
        }
        page.append('\n');
        hooks.forEach(hook -> page.append(hook.section()));
        return page.toString().stripTrailing() + "\n";
    }

    /** The types of a room that are no hooks, with the first sentence of their comment. */
    private static Map<String, String> objects(String room) {
        return Catalogue.sources()
                .filter(source -> source.getParent().endsWith("hook/" + room))
                .filter(source -> !source.endsWith("package-info.java"))
                .filter(source -> !Catalogue.read(source).contains("\n@Hook("))
                .collect(Collectors.toMap(
                        source -> source.getFileName().toString().replace(".java", ""),
                        source -> Javadoc.of(Catalogue.read(source)).firstSentence(),
                        (a, b) -> a,
                        LinkedHashMap::new));
    }

    private static String table(String left, String right, Map<String, String> rows) {
        StringBuilder table = new StringBuilder("| " + left + " | " + right + " |\n|---|---|\n");
        rows.forEach((key, text) -> table.append("| `%s` | %s |\n".formatted(key, HookPage.cell(text))));
        return table.append('\n').toString();
    }

    private static Map<String, String> enumOf(String type) {
        return EnumDoc.of(source(type + ".java"));
    }

    private static String source(String path) {
        return Catalogue.read(Catalogue.SOURCES.resolve("org/grapnel/hook").resolve(path));
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1).replaceFirst("\\.$", "");
    }
}
