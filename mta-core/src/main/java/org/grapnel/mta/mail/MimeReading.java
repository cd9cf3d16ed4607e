package org.grapnel.mta.mail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.mail.Headers;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.MimePart;
import org.grapnel.hook.reception.EcMessagePartGetContentType;
import org.grapnel.hook.reception.EcMimeComponentExtractContentType;
import org.grapnel.mta.mail.mime.BodySource;
import org.grapnel.mta.mail.mime.Classifier;
import org.grapnel.mta.mail.mime.MimeTree;

/** How the MIME tree of one mail is read: whom to ask what its parts are. */
public final class MimeReading {
    /** Nobody is asked. */
    static final MimeReading UNASKED = new MimeReading(part -> Optional.empty(), part -> Optional.empty());

    private static final MimeTree.HeaderReader HEADERS = new MimeTree.HeaderReader() {
        @Override
        public Headers of(byte[] block) {
            return new HeaderBlock(block);
        }

        @Override
        public byte[] take(InputStream mail) throws IOException {
            return HeaderBlock.take(mail);
        }
    };

    private final Classifier parts;
    private final Classifier detached;

    MimeReading(Classifier parts, Classifier detached) {
        this.parts = parts;
        this.detached = detached;
    }

    /** Of a Message. */
    static MimeReading of(Message message, Supplier<Hooks> hooks) {
        return new MimeReading(
                part -> hooks.get().call(EcMessagePartGetContentType.POINT, message, part),
                part -> hooks.get().call(EcMimeComponentExtractContentType.POINT, part));
    }

    /** Of a mail that is no Message yet. */
    public static MimeReading detached(Supplier<Hooks> hooks) {
        Classifier classifier = part -> hooks.get().call(EcMimeComponentExtractContentType.POINT, part);
        return new MimeReading(classifier, classifier);
    }

    MimePart of(Headers headers, BodySource body) throws IOException {
        return MimeTree.read(headers, () -> new BufferedInputStream(body.open()), HEADERS, parts, detached);
    }
}
