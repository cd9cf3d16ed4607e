package org.grapnel.mta.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.log.RejectionPhase;
import org.grapnel.hook.session.SessionEnd;
import org.grapnel.hook.session.ValidateEhlo;
import org.grapnel.mta.config.HostPort;
import org.grapnel.mta.config.LimitOptions;
import org.grapnel.mta.mail.Xtext;

/** XCLIENT, the extension that Postfix documents in XCLIENT_README: a trusted gateway names the client that it speaks for. */
final class Xclient {
    /** In the order in which they are offered. */
    enum Attribute {
        NAME,
        ADDR,
        PORT,
        PROTO,
        HELO,
        LOGIN,
        DESTADDR,
        DESTPORT
    }

    /** What was said is wrong. */
    private static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        SyntaxException(String message) {
            super(message);
        }
    }

    private static final Pattern PLAIN = Pattern.compile("[!-~]{1,255}");
    private static final String UNKNOWN_ADDRESS = "0.0.0.0"; // in nobody's relay_hosts: who is unknown is not trusted

    private Xclient() {}

    /** The attributes, for hosts that may use them. */
    static Optional<String> offer(Exchange exchange) {
        StringBuilder attributes = new StringBuilder();
        for (Attribute attribute : Attribute.values()) {
            attributes.append(attributes.isEmpty() ? "" : " ").append(attribute);
        }
        return allowed(exchange) ? Optional.of(attributes.toString()) : Optional.empty();
    }

    /** By the host that came, whoever it has named since. */
    private static boolean allowed(Exchange exchange) {
        return exchange.setting(LimitOptions.XCLIENT_HOSTS)
                .contains(exchange.session().origin().client().getAddress());
    }

    static void xclient(Exchange exchange, String argument) throws IOException {
        SmtpSession session = exchange.session();
        if (!allowed(exchange)) {
            exchange.refuse(RejectionPhase.COMMAND, Reply.of(550, "5.7.0", "You may not speak for others"));
        } else if (session.transaction().isPresent()) {
            exchange.refuse(RejectionPhase.COMMAND, Reply.of(503, "5.5.1", "A transaction is open; RSET ends it"));
        } else {
            try {
                Map<Attribute, Optional<String>> said = parse(argument);
                Ends ends = ends(session, said);
                begin(exchange, said, ends);
            } catch (SyntaxException e) {
                exchange.refuse(RejectionPhase.COMMAND, Reply.of(501, "5.5.4", e.getMessage()));
            }
        }
    }

    /** Begins the session anew, for the client that was named. */
    private static void begin(Exchange exchange, Map<Attribute, Optional<String>> said, Ends ends) throws IOException {
        SmtpSession session = exchange.session();
        session.endTransaction();
        if (said.containsKey(Attribute.LOGIN)) {
            session.namedLogin(said(said, Attribute.LOGIN).orElse(null));
        }
        session.speaksFor(ends);
        Map<String, String> dictionary = session.context().connection();
        dictionary.clear(); // what handlers noted there was about somebody else
        said(said, Attribute.NAME).ifPresent(name -> dictionary.put("client_name", name));
        Optional<Reply> refusal = exchange.seat();
        if (refusal.isPresent()) {
            exchange.end(SessionEnd.OVER_LIMIT, refusal.get());
        } else if (heloAdmitted(exchange, said)) {
            Banner.give(exchange);
        }
    }

    private static boolean heloAdmitted(Exchange exchange, Map<Attribute, Optional<String>> said) {
        Optional<String> helo = said(said, Attribute.HELO);
        if (helo.isEmpty()) {
            return true;
        }
        SmtpSession session = exchange.session();
        Verdict.OfStep verdict = exchange.hooks().call(ValidateEhlo.POINT, session, helo.get(), session.context());
        Verdict.refusalOf(verdict).ifPresent(reply -> exchange.refuseAs(RejectionPhase.EHLO, reply));
        if (Verdict.refusalOf(verdict).isEmpty()) {
            boolean extended = !said(said, Attribute.PROTO).orElse("ESMTP").equalsIgnoreCase("SMTP");
            session.greeted(helo.get(), extended);
        }
        return Verdict.refusalOf(verdict).isEmpty();
    }

    private static Optional<String> said(Map<Attribute, Optional<String>> said, Attribute attribute) {
        return said.getOrDefault(attribute, Optional.empty());
    }

    private static Map<Attribute, Optional<String>> parse(String argument) throws SyntaxException {
        Map<Attribute, Optional<String>> said = new EnumMap<>(Attribute.class);
        if (argument.isEmpty()) {
            throw new SyntaxException("Usage: XCLIENT attribute=value ...");
        }
        for (String word : argument.split(" +")) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new SyntaxException("'" + CommandEcho.of(word) + "' is not attribute=value");
            }
            String value = word.substring(equals + 1);
            boolean unavailable = value.equalsIgnoreCase("[UNAVAILABLE]") || value.equalsIgnoreCase("[TEMPUNAVAIL]");
            said.put(
                    attribute(word.substring(0, equals)), unavailable ? Optional.empty() : Optional.of(decoded(value)));
        }
        for (Attribute named : new Attribute[] {Attribute.NAME, Attribute.HELO, Attribute.LOGIN}) {
            Optional<String> value = said(said, named);
            if (value.isPresent() && !PLAIN.matcher(value.get()).matches()) {
                throw new SyntaxException(named + " is not 1 to 255 visible letters");
            }
        }
        String protocol = said(said, Attribute.PROTO).orElse("ESMTP");
        if (!protocol.equalsIgnoreCase("SMTP") && !protocol.equalsIgnoreCase("ESMTP")) {
            throw new SyntaxException("PROTO is SMTP or ESMTP");
        }
        return said;
    }

    private static Attribute attribute(String name) throws SyntaxException {
        for (Attribute attribute : Attribute.values()) {
            if (attribute.name().equals(name.toUpperCase(Locale.ROOT))) {
                return attribute;
            }
        }
        throw new SyntaxException("There is no attribute " + CommandEcho.of(name));
    }

    private static String decoded(String xtext) throws SyntaxException {
        return Xtext.decode(xtext)
                .orElseThrow(() -> new SyntaxException("'" + CommandEcho.of(xtext) + "' is no xtext"));
    }

    /** What is not said stays as it is; who is said to be unknown has no address that anybody trusts. */
    private static Ends ends(SmtpSession session, Map<Attribute, Optional<String>> said) throws SyntaxException {
        return new Ends(
                end(session.remoteAddress(), said, Attribute.ADDR, Attribute.PORT),
                end(session.localAddress(), said, Attribute.DESTADDR, Attribute.DESTPORT));
    }

    private static InetSocketAddress end(
            InetSocketAddress before, Map<Attribute, Optional<String>> said, Attribute addr, Attribute port)
            throws SyntaxException {
        InetAddress address = before.getAddress();
        if (said.containsKey(addr)) {
            address = address(addr, said(said, addr).orElse(UNKNOWN_ADDRESS));
        }
        int number = said.containsKey(addr) ? 0 : before.getPort();
        if (said.containsKey(port)) {
            number = port(port, said(said, port).orElse("0"));
        }
        return new InetSocketAddress(address, number);
    }

    private static InetAddress address(Attribute attribute, String text) throws SyntaxException {
        boolean six = text.regionMatches(true, 0, "IPV6:", 0, 5);
        String literal = six ? text.substring(5) : text;
        return HostPort.literal(literal)
                .filter(address -> !six || literal.indexOf(':') >= 0)
                .orElseThrow(() -> new SyntaxException(attribute + " is no address"));
    }

    private static int port(Attribute attribute, String text) throws SyntaxException {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new SyntaxException(attribute + " is no port");
        }
        return Integer.parseInt(text);
    }
}
