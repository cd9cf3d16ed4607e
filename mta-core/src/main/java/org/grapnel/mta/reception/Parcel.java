package org.grapnel.mta.reception;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.mail.EditableMessage;
import org.grapnel.hook.mail.Message;
import org.grapnel.mta.mail.Draft;
import org.grapnel.mta.mail.MailContent;
import org.grapnel.mta.mail.MailMessage;
import org.jspecify.annotations.Nullable;

/** One mail on its way through the stages. Belongs to the thread of the reception. */
final class Parcel {
    private final Submission source;
    private final MailContent content;
    private final Templates templates;
    private final Consumer<Message> made;
    private List<Draft> drafts = new ArrayList<>();
    private Map<MailAddress, Reply> refused = Map.of();
    private List<MailMessage> stored = List.of();
    private @Nullable String quarantine;
    private Function<EditableMessage, Verdict.OfContainer> fixUp = message -> Verdict.CONTINUE;

    /** @param made told of each message that a mail made inside becomes */
    Parcel(Submission source, MailContent content, Templates templates, Consumer<Message> made) {
        this.templates = templates;
        this.source = source;
        this.content = content;
        this.made = made;
    }

    Consumer<Message> made() {
        return made;
    }

    /** A handler's reply as the client gets it. */
    Reply expanded(Reply reply, Optional<MailAddress> recipient) {
        return templates.expanded(
                reply,
                new Templates.Place(hooks(), source.session(), source.transaction(), recipient, source.context()));
    }

    /** Has the one message looked at before it is split. */
    void fixUp(Function<EditableMessage, Verdict.OfContainer> asked) {
        fixUp = asked;
    }

    Optional<Outcome> fixUp() {
        for (Draft draft : drafts) {
            Verdict.OfContainer verdict = fixUp.apply(draft);
            if (verdict instanceof Verdict.Invalid invalid) {
                return Optional.of(Outcome.refused(RejectionPhase.CONTENT, Reply.of(554, "5.6.0", invalid.reason())));
            }
            if (verdict instanceof Verdict.Fail fail) {
                return Optional.of(Outcome.refused(RejectionPhase.CONTENT, Reply.of(451, "4.3.0", fail.reason())));
            }
        }
        return Optional.empty();
    }

    Submission source() {
        return source;
    }

    Hooks hooks() {
        return source.hooks();
    }

    MailContent content() {
        return content;
    }

    /** What the messages of this mail inherit as their persistent context. */
    Map<String, String> context() {
        return source.context().message();
    }

    List<Draft> drafts() {
        return drafts;
    }

    void drafts(List<Draft> made) {
        drafts = made;
    }

    List<MailMessage> stored() {
        return stored;
    }

    void stored(List<MailMessage> messages) {
        stored = messages;
    }

    /** Recipients that were refused by replies of their own. */
    Map<MailAddress, Reply> refused() {
        return refused;
    }

    void refused(Map<MailAddress, Reply> single) {
        refused = single;
    }

    Optional<String> quarantine() {
        return Optional.ofNullable(quarantine);
    }

    void quarantine(String reason) {
        quarantine = reason;
    }
}
