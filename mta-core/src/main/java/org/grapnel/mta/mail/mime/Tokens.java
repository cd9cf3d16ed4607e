package org.grapnel.mta.mail.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.function.BiFunction;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/** How the library is run: within bounds, forgiving, never into a mail within the mail. */
final class Tokens {
    private static final MimeConfig CONFIG = MimeConfig.custom()
            .setMaxLineLen(Bounds.HEADER)
            .setMaxHeaderLen(Bounds.HEADER)
            .setMaxHeaderCount(1_000)
            .setMaxContentLen(-1)
            .build();

    private Tokens() {}

    /** The tokens of a body; the header of the mail is known already, so an empty one stands in its place. */
    static MimeTokenStream of(InputStream body, BiFunction<String, byte[], Descriptor> entities) throws IOException {
        MimeTokenStream tokens = new MimeTokenStream(CONFIG, DecodeMonitor.SILENT, new PartBuilder("", entities));
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        tokens.parse(new SequenceInputStream(new ByteArrayInputStream(new byte[] {'\r', '\n'}), body));
        return tokens;
    }
}
