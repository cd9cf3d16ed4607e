package org.grapnel.launcher.container;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleException;

/**
 * The one line in a chain of exceptions: what the bundle itself threw, and the fact below it where that says more, such as
 * {@code smtp.listen: cannot bind 127.0.0.1:2525: Address already in use}.
 */
final class Reason {
    private static final int LONGEST = 1_000;
    private static final int DEEPEST = 20;
    /** Felix nests these, the innermost is the one that nobody provides. */
    private static final Pattern MISSING = Pattern.compile(
            "missing requirement \\[(\\S+) \\[[^]]*\\]\\([^)]*\\)\\] ([\\w.]+); (\\(.*?\\))(?= \\[caused by|\\]| Unresolved|$)");

    /** As bnd writes an import: name, at least, below. */
    private static final Pattern PACKAGE = Pattern.compile(
            "\\(?&?\\(osgi\\.wiring\\.package=([^)]+)\\)(?:\\(version>=([^)]+)\\))?(?:\\(!\\(version>=([^)]+)\\)\\))?\\)?");

    private Reason() {}

    static String of(Throwable thrown) {
        List<Throwable> chain = chain(thrown);
        Throwable root = chain.get(chain.size() - 1);
        for (Throwable t : chain) {
            if (t instanceof BundleException b && b.getType() == BundleException.RESOLVE_ERROR) {
                return oneLine(unresolved(b));
            }
            if (!isWrapper(t) || t == root) {
                String own = message(t);
                String fact = message(root);
                return oneLine(own.contains(fact) ? own : own + ": " + fact);
            }
        }
        return oneLine(message(root));
    }

    private static String unresolved(BundleException e) {
        Matcher m = MISSING.matcher(message(e));
        String line = message(e);
        while (m.find()) {
            line = "bundle " + m.group(1) + " needs " + capability(m.group(2), m.group(3))
                    + ", which no installed bundle provides";
        }
        return line;
    }

    /** A package by name and version range; another capability by its filter. */
    private static String capability(String namespace, String filter) {
        Matcher m = PACKAGE.matcher(filter);
        if (!m.matches()) {
            return namespace + " " + filter;
        }
        String upper = m.group(3) == null ? "" : "," + m.group(3) + ")";
        String range = m.group(2) == null ? "" : " " + (upper.isEmpty() ? m.group(2) : "[" + m.group(2) + upper);
        return "package " + m.group(1) + range;
    }

    /** Says only that something below failed. */
    private static boolean isWrapper(Throwable t) {
        return t instanceof BundleException
                || t instanceof ExecutionException
                || t instanceof InvocationTargetException
                || t instanceof ExceptionInInitializerError
                || t.getMessage() == null
                || (t.getCause() != null && t.getMessage().equals(t.getCause().toString()));
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = thrown; t != null && chain.size() < DEEPEST; t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    private static String message(Throwable t) {
        String message = t.getMessage();
        if (message == null || message.isBlank()) {
            return t.getClass().getName();
        }
        // an Error or a missing class has a message that says little without its type
        return t instanceof LinkageError || t instanceof ClassNotFoundException
                ? t.getClass().getSimpleName() + " " + message
                : message;
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
