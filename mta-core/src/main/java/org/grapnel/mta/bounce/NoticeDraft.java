package org.grapnel.mta.bounce;

import org.grapnel.hook.bounce.DsnDraft;
import org.grapnel.mta.mail.HeaderBlock;

/** The part of a notice that handlers may change. Belongs to the thread that writes it. */
final class NoticeDraft implements DsnDraft {
    private static final int MAX_TEXT = 64 * 1024;

    private final HeaderBlock headers = new HeaderBlock(new byte[0]);
    private String text;

    NoticeDraft(String text) {
        this.text = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    @Override
    public HeaderBlock headers() {
        return headers;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public void append(String more) {
        text(text + more);
    }

    @Override
    public void text(String replacement) {
        if (replacement.length() > MAX_TEXT) {
            throw new IllegalArgumentException("the text of a notice is at most " + MAX_TEXT + " characters");
        }
        text = replacement;
    }
}
