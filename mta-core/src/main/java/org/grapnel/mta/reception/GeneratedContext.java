package org.grapnel.mta.reception;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.session.ValidationContext;
import org.jspecify.annotations.Nullable;

/** The validation context of a mail that no session brought: there is nobody to answer and nothing to disconnect. */
final class GeneratedContext implements ValidationContext {
    private final Map<String, String> connection = new HashMap<>();
    private final Map<String, String> message = new HashMap<>();
    private @Nullable Reply reply;

    @Override
    public Map<String, String> connection() {
        return connection;
    }

    @Override
    public Map<String, String> message() {
        return message;
    }

    @Override
    public Optional<Reply> reply() {
        return Optional.ofNullable(reply);
    }

    @Override
    public void reply(Reply wanted) {
        reply = wanted;
    }

    @Override
    public void disconnect() {}

    @Override
    public boolean disconnecting() {
        return false;
    }
}
