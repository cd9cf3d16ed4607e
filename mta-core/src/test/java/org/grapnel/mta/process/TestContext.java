package org.grapnel.mta.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.session.ValidationContext;

/** A validation context of its own. */
final class TestContext implements ValidationContext {
    private final Map<String, String> connection = new HashMap<>();
    private final Map<String, String> message = new HashMap<>();

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
        return Optional.empty();
    }

    @Override
    public void reply(Reply reply) {}

    @Override
    public void disconnect() {}

    @Override
    public boolean disconnecting() {
        return false;
    }
}
