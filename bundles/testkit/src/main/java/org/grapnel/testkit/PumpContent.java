package org.grapnel.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The content of one session's mails: built once, only the ids are patched in. Confined to the session's thread. */
final class PumpContent {
    private static final byte[] END = ".\r\n".getBytes(StandardCharsets.US_ASCII);

    private final int idLength;
    private final byte[] bytes;
    private final int plainLength;
    private final int[] idPlaces;

    PumpContent(String run, MailPump.Setup setup, byte[] quit) {
        String blank = PumpBook.id(run, 0);
        idLength = blank.length();
        String header = "From: <" + setup.sender + ">\r\n"
                + "To: <" + String.join(">,\r\n <", setup.recipients) + ">\r\n"
                + "Subject: pump " + blank + "\r\n"
                + "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)) + "\r\n"
                + "Message-ID: <" + blank + "@sender.test>\r\n"
                + MailPump.ID_HEADER + ": " + blank + "\r\n\r\n";
        StringBuilder text = new StringBuilder(setup.size + 16).append(header);
        String line = "The quick brown fox jumps over the lazy dog, and the mail goes where it is due.\r\n";
        int end = Math.max(setup.size, header.length() + line.length()) - 2;
        while (text.length() < end) text.append(line);
        text.setLength(end);
        // the cut may fall into or right behind a CRLF: that one goes, and both of it; one before it stays whole
        for (int i = end - 1; i >= end - 2 && text.charAt(i) < ' '; i--) text.setCharAt(i, '=');
        text.append("\r\n");
        idPlaces = places(text, blank);
        byte[] plain = text.toString().getBytes(StandardCharsets.US_ASCII);
        bytes = joined(new byte[][] {plain, END, quit});
        plainLength = plain.length + END.length;
    }

    private static int[] places(CharSequence text, String id) {
        List<Integer> found = new ArrayList<>();
        String all = text.toString();
        for (int at = all.indexOf(id); at >= 0; at = all.indexOf(id, at + 1)) found.add(at);
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Writes content, final dot and perhaps QUIT in one block; returns when that was done. */
    long write(OutputStream out, long number, boolean andQuit) throws IOException {
        for (int place : idPlaces) {
            long rest = number;
            for (int i = place + idLength - 1; i > place + idLength - 1 - PumpBook.DIGITS; i--, rest /= 10)
                bytes[i] = (byte) ('0' + rest % 10);
        }
        out.write(bytes, 0, andQuit ? bytes.length : plainLength);
        return System.nanoTime();
    }

    /** MAIL, the RCPTs and DATA. */
    static byte[][] commands(MailPump.Setup setup) {
        List<String> lines = new ArrayList<>();
        lines.add("MAIL FROM:<" + setup.sender + ">\r\n");
        String notify = setup.notify.isEmpty() ? "" : " NOTIFY=" + setup.notify;
        setup.recipients.forEach(r -> lines.add("RCPT TO:<" + r + ">" + notify + "\r\n"));
        lines.add("DATA\r\n");
        return lines.stream().map(l -> l.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
    }

    static byte[] joined(byte[][] parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }
}
