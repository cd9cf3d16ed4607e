package org.grapnel.mta.session;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.grapnel.hook.Reply;
import org.grapnel.hook.session.ValidationContext;
import org.grapnel.mta.dispatch.Copyable;
import org.jspecify.annotations.Nullable;

/** The validation context of one session. Belongs to its thread. */
final class SessionContext implements ValidationContext, Copyable {
    private final BoundedDictionary connection = new BoundedDictionary("connection");
    private final BoundedDictionary message = new BoundedDictionary("message");
    private @Nullable Reply reply;
    private boolean disconnect;

    /** The reply that a handler wants in place of the engine's; asked once a step. */
    Reply replyOr(Reply own) {
        Reply wanted = reply;
        reply = null;
        return wanted == null ? own : wanted;
    }

    /** The same, the handler's reply changed on its way. */
    Reply replyOr(Reply own, UnaryOperator<Reply> ofHandler) {
        return reply == null ? own : ofHandler.apply(replyOr(own));
    }

    /** Forgets what belonged to the step or the transaction that has ended. */
    void endMessage() {
        message.clear();
        reply = null;
    }

    /** What the client claimed before TLS began; the notes of handlers stay. */
    void forgetAuthentication() {
        connection.remove("auth_status");
        connection.remove("auth_user");
        connection.remove("auth_name");
    }

    @Override
    public SessionContext copyFor(boolean shadow) {
        SessionContext copy = new SessionContext();
        copy.adopt(this);
        return copy;
    }

    @Override
    public void adopt(Object copy) {
        SessionContext changed = (SessionContext) copy;
        connection.become(changed.connection);
        message.become(changed.message);
        reply = changed.reply;
        disconnect = changed.disconnect;
    }

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
    public void disconnect() {
        disconnect = true;
    }

    @Override
    public boolean disconnecting() {
        return disconnect;
    }
}
