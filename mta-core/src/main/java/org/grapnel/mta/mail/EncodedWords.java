package org.grapnel.mta.mail;

import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** What a header field says to who reads it (RFC 2047 6): words that were encoded to be ASCII are decoded. */
public final class EncodedWords {
    private EncodedWords() {}

    /** The text itself where nothing in it is encoded, or not correctly. */
    public static String decode(String text) {
        return text.contains("=?") ? DecoderUtil.decodeEncodedWords(text, DecodeMonitor.SILENT) : text;
    }
}
