package org.grapnel.mta.process;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.mail.EditableContent;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.Transaction;
import org.grapnel.mta.mail.Bag;
import org.grapnel.mta.mail.MailContent;
import org.grapnel.mta.session.BareSession;
import org.jspecify.annotations.Nullable;

/** A transaction that no socket brought. */
final class TestTransaction implements Transaction {
    private final String id;
    private final Sender sender;
    private final List<Recipient> recipients;
    private final Bag bag;
    private @Nullable MailContent content;

    TestTransaction(String id, Sender sender, List<Recipient> recipients, Hooks hooks) {
        this.id = id;
        this.sender = sender;
        this.recipients = recipients;
        this.bag = new Bag(this, null, () -> hooks);
    }

    void content(MailContent received) {
        content = received;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Session session() {
        return new TestSession(this);
    }

    @Override
    public MailAddress sender() {
        return sender.address();
    }

    @Override
    public Map<String, String> senderParameters() {
        return sender.parameters();
    }

    @Override
    public List<Recipient> recipients() {
        return recipients;
    }

    @Override
    public Optional<EditableContent> content() {
        return Optional.ofNullable(content);
    }

    @Override
    public <T> Optional<T> attachment(AttachmentKey<T> key) {
        return bag.find(key);
    }

    @Override
    public <T> void attach(AttachmentKey<T> key, T value) {
        bag.put(key, value);
    }

    @Override
    public void detach(AttachmentKey<?> key) {
        bag.remove(key);
    }

    private record TestSession(TestTransaction transaction) implements BareSession {
        @Override
        public Instant started() {
            return Rig.BEGIN;
        }

        @Override
        public Optional<String> ehloName() {
            return Optional.of("client.test");
        }

        @Override
        public <T> Optional<T> attachment(AttachmentKey<T> key) {
            return transaction.attachment(key);
        }

        @Override
        public <T> void attach(AttachmentKey<T> key, T value) {
            transaction.attach(key, value);
        }

        @Override
        public void detach(AttachmentKey<?> key) {
            transaction.detach(key);
        }
    }
}
