package org.grapnel.mta.reception;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Hooks;
import org.grapnel.mta.mail.Draft;
import org.grapnel.mta.mail.MailContent;
import org.grapnel.mta.mail.MailMessage;
import org.jspecify.annotations.Nullable;

/** One mail on its way through the stages. Belongs to the thread of the reception. */
final class Parcel {
    private final Submission source;
    private final MailContent content;
    private List<Draft> drafts = new ArrayList<>();
    private List<MailMessage> stored = List.of();
    private @Nullable String quarantine;

    Parcel(Submission source, MailContent content) {
        this.source = source;
        this.content = content;
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

    Optional<String> quarantine() {
        return Optional.ofNullable(quarantine);
    }

    void quarantine(String reason) {
        quarantine = reason;
    }
}
