package org.grapnel.hook.reception;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes mails in that no SMTP client brought: the service behind the HTTP face, and behind the door of any bundle that has one of
 * its own. Who calls it answers for the caller: neither credentials nor relaying are checked here.
 *
 * <p>THREADS: any; a call returns when the mail is on stable storage, or is not taken.
 */
@ProviderType
public interface Injector {
    /** Service property: where the configuration wants the HTTP face, a {@code String[]} of {@code address:port}. */
    String HTTP_LISTEN = "http.listen";

    /**
     * Takes a mail as it stands. It gets a Received field and goes through {@code msg_gen_data_spool}, {@code
     * validate_set_binding} and {@code final_validation}.
     *
     * @param mail header and body, lines ending with CRLF or LF; read to its end, or to the limit on mails
     * @throws IOException when the stream can't be read; nothing was taken then
     */
    Injected inject(Sender sender, List<Recipient> recipients, InputStream mail) throws IOException;

    /**
     * Makes one mail of a container's parts and takes it in; {@code ec_message_mcmt_pre_fixup} and {@code
     * ec_message_mcmt_fixup} are asked in front of the others.
     */
    Injected inject(SubmittedContainer container);

    /** The largest mail that is taken now, in bytes. */
    long maxSize();
}
