package org.grapnel.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** What a receiver does at a stage instead of its usual answer. */
public sealed interface Reaction {
    /** The usual answer. */
    record Accept() implements Reaction {}

    /** This reply, text lines separated by LF; a 421 also closes the connection (RFC 5321 3.8). */
    record Answer(int code, String text) implements Reaction {}

    /** These characters as they are (ISO 8859-1), no line end added; the mail's fate is then uncertain. */
    record Raw(String characters) implements Reaction {}

    /** Closes the connection without a word. After the final dot: the mail is complete, its fate uncertain. */
    record Drop() implements Reaction {}

    /** Waits until the test opens the gate, or the limit passes, and then reacts. */
    record Held(CountDownLatch gate, Duration limit, Reaction then) implements Reaction {}

    static Reaction accept() {
        return new Accept();
    }

    static Reaction reply(int code, String text) {
        return new Answer(code, text);
    }

    static Reaction drop() {
        return new Drop();
    }

    static Reaction raw(String characters) {
        return new Raw(characters);
    }

    /** A reply of so many lines of 500 characters. */
    static Reaction huge(int code, int lines) {
        String filler = "x".repeat(500);
        StringBuilder text = new StringBuilder(lines * 506);
        for (int i = 1; i < lines; i++)
            text.append(code).append('-').append(filler).append("\r\n");
        return raw(text.append(code).append(" end\r\n").toString());
    }

    /** Bytes that are no reply at all, with a line end so that a client's reader gets hold of them. */
    static Reaction garbage() {
        byte[] noise = new byte[200];
        for (int i = 0; i < noise.length; i++) noise[i] = (byte) (i * 151 + 128 | 0x80);
        return raw(new String(noise, StandardCharsets.ISO_8859_1) + "\r\n");
    }

    static Reaction held(CountDownLatch gate, Duration limit, Reaction then) {
        return new Held(gate, limit, then);
    }

    static Reaction slow(Duration delay, Reaction then) {
        return new Held(new CountDownLatch(1), delay, then);
    }
}
