package org.grapnel.mta.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Decides before the first byte what this server can be asked at all, and builds the command lines. */
final class Admission {
    /** Parameters that mean nothing without their extension and may be left out then (RFC 3461 5.2.2, RFC 4954 5). */
    private static final Map<String, String> NEEDS = Map.of(
            "RET", "DSN",
            "ENVID", "DSN",
            "NOTIFY", "DSN",
            "ORCPT", "DSN",
            "SIZE", "SIZE",
            "BODY", "8BITMIME",
            "SMTPUTF8", "SMTPUTF8",
            "AUTH", "AUTH");

    private final Capabilities offered;
    private final Envelope envelope;
    private final BodySource body;
    private final boolean utf8;

    Admission(Capabilities offered, Envelope envelope, BodySource body) {
        this.offered = offered;
        this.envelope = envelope;
        this.body = body;
        this.utf8 = offered.offers("SMTPUTF8");
    }

    /** Settles every recipient that this server can't be offered. */
    void check(Outcomes outcomes) {
        String sender = envelope.sender();
        OptionalLong limit = offered.sizeLimit();
        if (!CommandText.isPath(sender, true)) {
            refuseAll(outcomes, 553, "5.1.7", "sender address can't be sent: " + sender);
        } else if (!utf8 && !CommandText.isAscii(sender)) {
            refuseAll(outcomes, 553, "5.6.7", "sender needs SMTPUTF8, which the server does not offer"); // RFC 6531 3.5
        } else if (body.binary() && !(offered.offers("CHUNKING") && offered.offers("BINARYMIME"))) { // RFC 3030 3
            String text = "body needs CHUNKING and BINARYMIME, which the server does not offer";
            refuseAll(outcomes, 554, "5.6.3", text);
        } else if (body.eightBit() && !offered.offers("8BITMIME")) {
            refuseAll(outcomes, 554, "5.6.3", "body needs 8BITMIME, which the server does not offer"); // RFC 6152 3
        } else if (limit.isPresent() && body.size().orElse(0) > limit.getAsLong()) {
            String text = "message of " + body.size().getAsLong() + " bytes, the server takes " + limit.getAsLong();
            refuseAll(outcomes, 552, "5.3.4", text); // RFC 1870 6.1
        }
        for (int i = 0; i < envelope.recipients().size(); i++) {
            String address = envelope.recipients().get(i).address();
            if (!outcomes.isOpen(i)) {
                continue;
            }
            if (address.isEmpty() || !CommandText.isPath(address, true)) {
                Reply reply = Reply.local(553, "5.1.3", "recipient address can't be sent: " + address);
                outcomes.settle(i, Stage.RCPT, reply);
            } else if (!utf8 && !CommandText.isAscii(address)) {
                String text = "recipient needs SMTPUTF8, which the server does not offer";
                outcomes.settle(i, Stage.RCPT, Reply.local(553, "5.6.7", text));
            }
        }
        if (!utf8 && envelope.utf8Headers()) { // those whose addresses would do
            refuseAll(outcomes, 554, "5.6.9", "mail needs SMTPUTF8, which the server does not offer");
        }
    }

    private static void refuseAll(Outcomes outcomes, int code, String enhanced, String text) {
        outcomes.settleOpen(Stage.MAIL, Reply.local(code, enhanced, text), false);
    }

    /** MAIL's parameters with those the extensions ask for. */
    List<String> mailParameters() {
        List<String> parameters = fitting(envelope.mailParameters());
        if (offered.offers("SIZE") && body.size().isPresent()) {
            addUnlessPresent(parameters, "SIZE", "SIZE=" + body.size().getAsLong());
        }
        if (body.binary()) {
            addUnlessPresent(parameters, "BODY", "BODY=BINARYMIME");
        } else if (body.eightBit()) {
            addUnlessPresent(parameters, "BODY", "BODY=8BITMIME");
        }
        if (needsUtf8()) {
            addUnlessPresent(parameters, "SMTPUTF8", "SMTPUTF8");
        }
        return parameters;
    }

    List<String> rcptParameters(Recipient recipient) {
        return fitting(recipient.parameters());
    }

    /** The whole line with its CRLF; fails on what a listener or the envelope put in and can't be sent. */
    String line(String verb, String path, List<String> parameters) throws AttemptEndedException {
        StringBuilder line =
                new StringBuilder(64).append(verb).append('<').append(path).append('>');
        for (String parameter : parameters) {
            if (parameter.isEmpty() || !CommandText.isToken(parameter, utf8)) {
                throw new AttemptEndedException(verb + " parameter can't be sent: " + parameter);
            }
            line.append(' ').append(parameter);
        }
        if (line.length() > CommandText.MAX_LINE) {
            throw new AttemptEndedException(verb + " line of " + line.length() + " characters can't be sent");
        }
        return line.append("\r\n").toString();
    }

    private boolean needsUtf8() {
        return envelope.utf8Headers()
                || !CommandText.isAscii(envelope.sender())
                || envelope.recipients().stream().anyMatch(r -> utf8 && !CommandText.isAscii(r.address()));
    }

    private List<String> fitting(List<String> parameters) {
        List<String> fitting = new ArrayList<>(parameters.size() + 3);
        for (String parameter : parameters) {
            String extension = NEEDS.get(keyword(parameter));
            if (extension == null || offered.offers(extension)) {
                fitting.add(parameter);
            }
        }
        return fitting;
    }

    private static void addUnlessPresent(List<String> parameters, String keyword, String parameter) {
        if (parameters.stream().noneMatch(given -> keyword(given).equals(keyword))) {
            parameters.add(parameter);
        }
    }

    private static String keyword(String parameter) {
        int equals = parameter.indexOf('=');
        return (equals < 0 ? parameter : parameter.substring(0, equals)).toUpperCase(Locale.ROOT);
    }
}
