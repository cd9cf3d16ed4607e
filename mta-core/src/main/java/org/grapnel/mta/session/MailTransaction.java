package org.grapnel.mta.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.AttachmentKey;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.mail.EditableContent;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;
import org.grapnel.hook.session.Transaction;
import org.grapnel.mta.dispatch.Copyable;
import org.grapnel.mta.dispatch.Generation;
import org.grapnel.mta.mail.Bag;
import org.grapnel.mta.mail.MailContent;
import org.jspecify.annotations.Nullable;

/**
 * The mail being received. It holds the generation of handlers that it began with until it is closed. Belongs to the
 * session's thread.
 */
public final class MailTransaction implements Transaction, Copyable {
    private final String id;
    private final SmtpSession session;
    private final Sender sender;
    private final Generation hooks;
    private final Bag bag;
    private final List<Recipient> recipients = new ArrayList<>();
    private final List<MailAddress> answered = new ArrayList<>();
    private @Nullable MailContent content;
    private @Nullable IncomingMail incoming;

    MailTransaction(String id, SmtpSession session, Sender sender, Generation pinned) {
        this.id = id;
        this.session = session;
        this.sender = sender;
        this.hooks = pinned;
        this.bag = new Bag(this, session.bag(), this::hooks);
    }

    private MailTransaction(MailTransaction original, boolean shadow) {
        this.id = original.id;
        this.session = original.session;
        this.sender = original.sender;
        this.hooks = original.hooks; // the original releases it
        this.bag = shadow ? original.bag.inner(this) : original.bag;
        this.recipients.addAll(original.recipients);
        this.content = original.content == null ? null : original.content.copy();
    }

    @Override
    public MailTransaction copyFor(boolean shadow) {
        return new MailTransaction(this, shadow);
    }

    @Override
    public void adopt(Object copy) {
        MailContent changed = ((MailTransaction) copy).content;
        if (content != null && changed != null) {
            content.adopt(changed);
        }
    }

    void close() {
        if (incoming != null) {
            incoming.close();
        }
        hooks.release();
    }

    /** The handlers that this transaction began with. */
    public Hooks hooks() {
        return hooks;
    }

    public Bag bag() {
        return bag;
    }

    void add(Recipient recipient) {
        recipients.add(recipient);
        answered.add(recipient.address());
    }

    /** A recipient was accepted for discarding: the client believes in it, the mail does not go there. */
    void discard(Recipient recipient) {
        answered.add(recipient.address());
    }

    /** True when DATA may follow: at least one recipient was accepted, if only for discarding. */
    boolean hasRecipients() {
        return !answered.isEmpty();
    }

    /** One entry for each RCPT that was accepted, in their order. */
    List<MailAddress> answered() {
        return Collections.unmodifiableList(answered);
    }

    /** Its content comes in now, or has begun to. */
    void incoming(IncomingMail mail) {
        incoming = mail;
    }

    Optional<IncomingMail> incoming() {
        return Optional.ofNullable(incoming);
    }

    /** RFC 3030 3: the body may be any bytes, and must come by BDAT. */
    boolean binary() {
        return "BINARYMIME".equalsIgnoreCase(sender.parameters().getOrDefault("BODY", ""));
    }

    public void content(MailContent received) {
        content = received;
    }

    public Sender envelopeSender() {
        return sender;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public SmtpSession session() {
        return session;
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
        return Collections.unmodifiableList(recipients);
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

    @Override
    public String toString() {
        return "transaction " + id;
    }
}
