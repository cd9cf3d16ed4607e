package org.grapnel.sample.eventlog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.Reply;
import org.grapnel.hook.bounce.BounceClass;
import org.grapnel.hook.log.RemoteReply;
import org.grapnel.hook.mail.Domain;
import org.grapnel.hook.mail.Host;
import org.grapnel.hook.mail.Message;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.session.Session;

/** The objects that the events of one mail are about, and what the file says of them. */
final class Story {
    static final Instant TIME = Instant.parse("2026-03-04T05:06:07.089Z");
    static final Clock CLOCK = Clock.fixed(TIME, ZoneOffset.UTC);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Story() {}

    static EventLog log(Path base, Map<String, Object> keys) {
        return new EventLog(CLOCK, base, Fake.config(EventLogConfig.class, keys));
    }

    static Session session() {
        return Fake.of(
                Session.class,
                Map.of(
                        "id",
                        "s42",
                        "listener",
                        "mx",
                        "remoteAddress",
                        new InetSocketAddress(address(192, 0, 2, 7), 4711),
                        "ehloName",
                        Optional.of("client.example"),
                        "authenticated",
                        Optional.empty()));
    }

    static Message message() {
        return Fake.of(
                Message.class,
                Map.of(
                        "id",
                        "0ABCDEFGHJKMN",
                        "sender",
                        MailAddress.NULL_SENDER,
                        "recipients",
                        List.of(Recipient.of("ann@example.com"), Recipient.of("eve@example.com")),
                        "routingDomain",
                        "example.com",
                        "binding",
                        "default",
                        "size",
                        1234L,
                        "attempts",
                        1,
                        "nextAttempt",
                        TIME.plusSeconds(1200)));
    }

    static Domain domain() {
        return Fake.of(Domain.class, Map.of("name", "example.com"));
    }

    static RemoteReply reply(int code, String enhanced, String text, Optional<BounceClass> bounce) {
        Host host = new Host("mx.example.com", new InetSocketAddress(address(192, 0, 2, 25), 25));
        return new RemoteReply(
                List.of(Recipient.of("ann@example.com")), Reply.of(code, enhanced, text), Optional.of(host), bounce);
    }

    static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            nodes.add(MAPPER.readTree(line));
        }
        return nodes;
    }

    private static InetAddress address(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not 4 octets", e);
        }
    }
}
