package org.grapnel.stories;

import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.EditableMessage;
import org.grapnel.hook.reception.ValidateDataSpoolEachRcpt;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.ValidationContext;

/** A component that reads its configuration once, when it is activated: a change makes it anew. */
public final class ConfiguredStamper implements ValidateDataSpoolEachRcpt {
    private volatile String text = "not activated";

    void activate(Map<String, Object> properties) {
        text = String.valueOf(properties.get("text"));
    }

    void deactivate() {
        text = "deactivated";
    }

    @Override
    public Verdict.OfDelivery validateDataSpoolEachRcpt(
            EditableMessage message, Optional<Session> session, ValidationContext context) {
        message.content().headers().prepend("X-Grapnel-Stamp", text);
        return Verdict.CONTINUE;
    }
}
