package org.grapnel.mta.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes what clients say: sessions that are mostly right, and mutations of them. The same seed makes the same sessions. */
final class SessionGrammar {
    /** Stands as the sender in what only looks like commands inside content. */
    static final String SMUGGLED = "smuggled@example.org";

    private static final List<String> LINE_ENDS = List.of("\n", "\r", "\r\n", "\0", "\r\0\n", "\n\r", "\r\r\n", "");
    private static final List<String> ADDRESSES = List.of(
            "a@example.org",
            "\"a b\"@example.org",
            "a@[192.0.2.1]",
            "a@[IPv6:::1]",
            "@x.org,@y.org:a@b.org",
            "",
            "postmaster",
            "a@",
            "@",
            "<<>>",
            "ü@example.org",
            "a@bücher.example",
            "\"\\",
            "a@[",
            "x".repeat(70) + "@example.org");
    private static final List<String> PARAMETERS = List.of(
            "",
            " SIZE=1",
            " SIZE=99999999999999999999",
            " BODY=8BITMIME",
            " BODY=BINARYMIME",
            " SMTPUTF8",
            " SIZE=",
            " =",
            " X=1",
            " SIZE=1 SIZE=2",
            " BODY=\u00ff");
    private static final List<String> OTHERS = List.of(
            "NOOP",
            "NOOP x",
            "RSET",
            "VRFY a",
            "HELP",
            "HELP DATA",
            "EHLO again.test",
            "HELO again.test",
            "FROB",
            "",
            " ",
            "\0",
            "DATA x",
            "STARTTLS",
            "AUTH PLAIN",
            "BDAT 0",
            "MAIL",
            "RCPT",
            "EHLO",
            "\u00ff\u00fe",
            "QUIT x");

    private final Random random;

    SessionGrammar(long seed) {
        random = new Random(seed);
    }

    /** One session up to QUIT, step by step; content stands behind its DATA, and with its BDAT. Its content holds no end of data by the definition, whatever it looks like. */
    List<String> session() {
        List<String> steps = new ArrayList<>(List.of("EHLO client.test\r\n"));
        for (int i = random.nextInt(4); i >= 0; i--) {
            transaction(steps);
        }
        steps.add("NOOP\r\n");
        steps.add("QUIT\r\n");
        return steps;
    }

    private void transaction(List<String> steps) {
        steps.add("MAIL FROM:<" + mostly("a@example.org", ADDRESSES) + ">" + mostly("", PARAMETERS) + "\r\n");
        for (int i = random.nextInt(3); i >= 0; i--) {
            steps.add("RCPT TO:<" + mostly("b@example.net", ADDRESSES) + ">\r\n");
        }
        if (random.nextInt(4) == 0) {
            steps.add(pick(OTHERS) + "\r\n");
        }
        if (random.nextBoolean()) {
            steps.add("DATA\r\n");
            steps.add(data());
        } else {
            chunks(steps);
        }
    }

    private String data() {
        String content = content();
        while (("\r\n" + content).contains("\r\n.\r\n")) {
            content = content.replace("\r\n.\r\n", "\r\n..\r\n").replaceFirst("\\A\\.\r\n", "..\r\n");
        }
        return content + "\r\n.\r\n";
    }

    private void chunks(List<String> steps) {
        String content = content();
        int at = 0;
        while (at < content.length() && random.nextInt(4) > 0) {
            int end = at + random.nextInt(content.length() - at + 1);
            steps.add("BDAT " + (end - at) + "\r\n" + content.substring(at, end));
            at = end;
        }
        steps.add("BDAT " + (content.length() - at) + " LAST\r\n" + content.substring(at));
    }

    /** A mail that tries to be two. */
    String content() {
        StringBuilder text = new StringBuilder("Subject: x\r\n\r\ntext");
        for (int i = random.nextInt(3); i > 0; i--) {
            text.append(pick(LINE_ENDS)).append('.').append(pick(LINE_ENDS));
            text.append("MAIL FROM:<" + SMUGGLED + ">\r\nRCPT TO:<b@example.net>\r\nDATA\r\n\r\n");
        }
        return text.toString();
    }

    /** The text with a few bytes or pieces lost, doubled, swapped or made up. */
    String mutated(String text) {
        List<String> pieces = new ArrayList<>(List.of(text.split("(?<=\n)")));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(pieces.size());
            switch (random.nextInt(6)) {
                case 0 -> pieces.add(at, pieces.get(random.nextInt(pieces.size())));
                case 1 -> pieces.set(at, "");
                case 2 -> Collections.swap(pieces, at, random.nextInt(pieces.size()));
                case 3 -> pieces.add(at, garbage());
                default -> pieces.set(at, scratched(pieces.get(at)));
            }
        }
        return String.join("", pieces);
    }

    private String scratched(String piece) {
        if (piece.isEmpty()) {
            return piece;
        }
        int at = random.nextInt(piece.length());
        String made = random.nextBoolean() ? String.valueOf((char) random.nextInt(256)) : pick(LINE_ENDS);
        return piece.substring(0, at) + made + piece.substring(at + random.nextInt(2));
    }

    private String garbage() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append((char) random.nextInt(256));
        }
        return text.append(random.nextBoolean() ? "\r\n" : "").toString();
    }

    int upTo(int bound) {
        return random.nextInt(bound);
    }

    private String mostly(String usual, List<String> others) {
        return random.nextInt(5) > 0 ? usual : pick(others);
    }

    private String pick(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
