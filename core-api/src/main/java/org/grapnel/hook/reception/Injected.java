package org.grapnel.hook.reception;

import java.util.List;
import org.grapnel.hook.Reply;

/**
 * What became of an injected mail.
 *
 * @param reply as an SMTP client would get it: 2xx taken, 4xx not now, 5xx never
 * @param ids of the Messages that the mail became; empty when it was not taken, or was taken and discarded
 */
public record Injected(Reply reply, List<String> ids) {
    public Injected {
        ids = List.copyOf(ids);
    }

    public static Injected refused(Reply reply) {
        return new Injected(reply, List.of());
    }

    public boolean accepted() {
        return reply.code() < 400;
    }
}
