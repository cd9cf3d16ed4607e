package org.grapnel.sample.headerstamp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.EditableContent;
import org.grapnel.hook.mail.EditableHeaders;
import org.grapnel.hook.mail.EditableMessage;
import org.grapnel.hook.mail.Header;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** One mail for one recipient, the session it came on, and the bundle that stamps it. */
final class StampedMail {
    final List<Header> headers = new ArrayList<>(List.of(new Header("Subject", "hello")));
    private final String recipient;

    StampedMail(String recipient) {
        this.recipient = recipient;
    }

    static Bundle bundle(String version) {
        return Fake.of(
                Bundle.class,
                Map.of("getSymbolicName", "org.grapnel.header-stamp", "getVersion", Version.parseVersion(version)));
    }

    static Session session() throws UnknownHostException {
        InetAddress client = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 7});
        return Fake.of(
                Session.class,
                Map.of("id", "s42", "listener", "mx", "remoteAddress", new InetSocketAddress(client, 4711)));
    }

    Verdict passes(HeaderStamp handler, Optional<Session> session) {
        return handler.validateDataSpoolEachRcpt(message(), session, Fake.of(ValidationContext.class, Map.of()));
    }

    private EditableMessage message() {
        Function<Object[], Object> prepend = args -> {
            headers.add(0, new Header((String) args[0], (String) args[1]));
            return Optional.empty();
        };
        EditableHeaders fields = Fake.of(EditableHeaders.class, Map.of("prepend", prepend));
        EditableContent content = Fake.of(EditableContent.class, Map.of("headers", fields));
        return Fake.of(
                EditableMessage.class,
                Map.of("content", content, "recipients", List.of(Recipient.of(recipient)), "id", "0ABCDEFGHJKMN"));
    }
}
