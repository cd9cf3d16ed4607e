package org.grapnel.hook.baseline;

import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Tree;
import aQute.bnd.service.diff.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The description of an API as lines: a package with its version, then what it holds, indented by depth. Each line has the kind of the element, what
 * its coming and its going mean, and its name.
 */
final class ApiText {
    private static final String PACKAGE = "package ";
    private static final String END = "";

    private ApiText() {}

    static List<String> write(Api api) {
        List<String> lines = new ArrayList<>();
        api.versions().forEach((name, version) -> lines.add(PACKAGE + name + " " + version));
        lines.add(END);
        write(api.tree().serialize(), 0, lines);
        return lines;
    }

    private static void write(Tree.Data data, int depth, List<String> lines) {
        lines.add(" ".repeat(depth) + data.type + " " + data.add + " " + data.rem + " " + data.name);
        for (Tree.Data child : data.children == null ? new Tree.Data[0] : data.children) {
            write(child, depth + 1, lines);
        }
    }

    static Api read(List<String> lines) throws Exception {
        Map<String, String> versions = new TreeMap<>();
        int at = 0;
        for (; !lines.get(at).equals(END); at++) {
            String[] words = lines.get(at).split(" ");
            versions.put(words[1], words[2]);
        }
        List<Element> open = new ArrayList<>();
        for (String line : lines.subList(at + 1, lines.size())) {
            int depth = line.length() - line.stripLeading().length();
            Element element = Element.of(line.stripLeading());
            if (depth > 0) {
                open.get(depth - 1).children.add(element);
            }
            open.subList(depth, open.size()).clear();
            open.add(element);
        }
        return new Api(versions, new DiffPluginImpl().deserialize(open.get(0).data()));
    }

    private record Element(Type type, Delta add, Delta rem, String name, List<Element> children) {
        static Element of(String line) {
            String[] words = line.split(" ", 4);
            return new Element(
                    Type.valueOf(words[0]),
                    Delta.valueOf(words[1]),
                    Delta.valueOf(words[2]),
                    words[3],
                    new ArrayList<>());
        }

        Tree.Data data() {
            Tree.Data data = new Tree.Data();
            data.type = type;
            data.add = add;
            data.rem = rem;
            data.name = name;
            data.children = children.stream().map(Element::data).toArray(Tree.Data[]::new);
            return data;
        }
    }
}
