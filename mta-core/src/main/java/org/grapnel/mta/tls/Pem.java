package org.grapnel.mta.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One block of a PEM text (RFC 7468).
 *
 * @param label such as {@code CERTIFICATE}
 * @param line where it begins, counted from 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pem(String label, int line, byte[] der) {
    private static final int MOST_BLOCKS = 1_000;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** All blocks, whatever their labels; text around them is skipped (RFC 7468 2). */
    static List<Pem> blocks(Material material) throws TlsProblem {
        List<Pem> blocks = new ArrayList<>();
        String label = "";
        int begun = 0;
        StringBuilder body = new StringBuilder();
        int number = 0;
        for (String raw : material.text().split("\n", -1)) {
            String line = raw.strip();
            number++;
            if (begun == 0 && line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                begun = number;
                body.setLength(0);
            } else if (begun > 0 && line.startsWith(END)) {
                if (!line.equals(END + label + DASHES)) {
                    throw new TlsProblem(
                            at(material, number), "ends another block than line " + begun + " began", copyAgain());
                }
                blocks.add(new Pem(label, begun, decoded(material, begun, body)));
                begun = 0;
                if (blocks.size() > MOST_BLOCKS) {
                    throw new TlsProblem(
                            material.place(), "has more than " + MOST_BLOCKS + " blocks", "name another file");
                }
            } else if (begun > 0) {
                body.append(line);
            }
        }
        if (begun > 0) {
            throw new TlsProblem(at(material, begun), "the " + label + " that begins here has no end", copyAgain());
        }
        return blocks;
    }

    String at(Material material) {
        return at(material, line);
    }

    private static byte[] decoded(Material material, int line, CharSequence body) throws TlsProblem {
        try {
            return Base64.getDecoder().decode(body.toString());
        } catch (IllegalArgumentException e) {
            throw new TlsProblem(at(material, line), "the block that begins here is no base64", copyAgain());
        }
    }

    private static String copyAgain() {
        return "copy the file again";
    }

    private static String at(Material material, int line) {
        return material.place() + ": line " + line;
    }
}
