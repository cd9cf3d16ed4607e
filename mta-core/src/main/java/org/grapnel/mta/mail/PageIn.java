package org.grapnel.mta.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.spool.PostSwapInMeta;
import org.grapnel.hook.spool.SwapFlag;
import org.grapnel.hook.spool.SwapResult;
import org.grapnel.mta.spool.SpoolException;

/** Reads back what a waiting message has left to the spool. */
final class PageIn {
    private static final Set<SwapFlag> FLAGS = Set.of(SwapFlag.PAGE_IN);

    private PageIn() {}

    /** @throws UncheckedIOException when the spool can't give it */
    static Details read(MailMessage.Home home, long id) {
        try {
            byte[] metadata =
                    home.spool().metadata(id).orElseThrow(() -> new IOException("it is not in the spool any more"));
            return Metadata.readDetails(id, metadata);
        } catch (SpoolException e) {
            throw unreadable(home, id, new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw unreadable(home, id, e);
        }
    }

    /** @throws UncheckedIOException when a handler refuses what was read */
    static void admit(MailMessage.Home home, Message message) {
        Verdict.OfOperation verdict =
                home.live().call(PostSwapInMeta.POINT, Optional.of(message), FLAGS, SwapResult.ok(message.id()));
        if (verdict instanceof Verdict.Fail fail) {
            throw failure(
                    message.id(),
                    new IOException("a handler of " + PostSwapInMeta.POINT + " refused it: " + fail.reason()));
        }
    }

    private static UncheckedIOException unreadable(MailMessage.Home home, long id, IOException reason) {
        String text = Ids.text(id);
        home.live()
                .call(
                        PostSwapInMeta.POINT,
                        Optional.empty(),
                        FLAGS,
                        SwapResult.failed(text, String.valueOf(reason.getMessage())));
        return failure(text, reason);
    }

    private static UncheckedIOException failure(String id, IOException reason) {
        return new UncheckedIOException("message " + id + ": its metadata can't be read back", reason);
    }
}
