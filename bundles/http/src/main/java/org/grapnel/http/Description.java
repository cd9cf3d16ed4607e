package org.grapnel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.MailAddress;
import org.grapnel.hook.mail.Header;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.mail.Sender;

/**
 * The JSON part of a container: envelope, header fields, metadata.
 *
 * @param metadata the JSON of the member of that name; empty where there is none
 */
record Description(Sender sender, List<Recipient> recipients, List<Header> headers, Optional<String> metadata) {
    private static final Set<String> MEMBERS = Set.of("from", "to", "headers", "subject", "metadata");
    private static final ObjectMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxStringLength(1 << 20)
                            .build())
                    .build())
            .build();

    /** Reads one; members that are not known are errors, so that a misspelt one is noticed. */
    static Description read(byte[] json) throws Problem {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new Problem(
                    400,
                    "part message: no JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Problem(400, "part message: " + e.getMessage());
        }
        if (root == null || !root.isObject()) {
            throw new Problem(400, "part message: write a JSON object with from and to");
        }
        for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!MEMBERS.contains(name)) {
                throw new Problem(
                        400, "part message: " + name + ": no such member; use from, to, subject, headers, metadata");
            }
        }
        List<Recipient> recipients = new ArrayList<>();
        JsonNode to = root.path("to");
        if (to.isTextual()) {
            recipients.add(recipient(to.asText()));
        } else {
            for (JsonNode address : to) {
                recipients.add(recipient(text(address, "to")));
            }
        }
        return new Description(
                sender(text(root.path("from"), "from")),
                recipients,
                headers(root),
                root.hasNonNull("metadata") ? Optional.of(root.get("metadata").toString()) : Optional.empty());
    }

    static Sender sender(String address) throws Problem {
        return new Sender(address(address, "from"), Map.of());
    }

    static Recipient recipient(String address) throws Problem {
        return new Recipient(address(address, "to"), Map.of());
    }

    private static MailAddress address(String text, String member) throws Problem {
        try {
            return MailAddress.of(text);
        } catch (IllegalArgumentException e) {
            throw new Problem(400, member + ": " + e.getMessage());
        }
    }

    private static List<Header> headers(JsonNode root) throws Problem {
        List<Header> headers = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : root.path("headers").properties()) {
            if (field.getValue().isArray()) {
                for (JsonNode value : field.getValue()) {
                    headers.add(new Header(field.getKey(), text(value, "headers." + field.getKey())));
                }
            } else {
                headers.add(new Header(field.getKey(), text(field.getValue(), "headers." + field.getKey())));
            }
        }
        if (root.has("subject")) {
            headers.add(new Header("Subject", text(root.get("subject"), "subject")));
        }
        return headers;
    }

    private static String text(JsonNode node, String member) throws Problem {
        if (!node.isTextual()) {
            throw new Problem(400, "part message: " + member + ": write a string");
        }
        return node.asText();
    }
}
