package org.grapnel.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** How a receiver is to be; not for use by several threads. */
public final class ReceiverSetup {
    int port;
    InetAddress address = FreePort.loopback();
    final List<Rule> rules = new ArrayList<>();
    boolean countOnly;
    String idHeader = MailPump.ID_HEADER;
    String notedHeader = "";
    int mostConnections = 500;
    List<String> keywords = new ArrayList<>(
            List.of("PIPELINING", "SIZE 52428800", "8BITMIME", "DSN", "CHUNKING", "SMTPUTF8", "ENHANCEDSTATUSCODES"));
    String hostname = "receiver.test";
    boolean lmtp;
    long mostContent = 64L << 20;
    Optional<SSLContext> tls = Optional.empty();

    ReceiverSetup() {}

    /** A fixed port, for a receiver that comes back; otherwise the system chooses. */
    public ReceiverSetup port(int number) {
        port = number;
        return this;
    }

    /** Another loopback address than 127.0.0.1, such as 127.0.0.2: one that only this test uses. */
    public ReceiverSetup address(String literal) throws IOException {
        InetAddress given = InetAddress.getByName(literal);
        if (!given.isLoopbackAddress()) throw new IllegalArgumentException(literal + " is not a loopback address");
        address = given;
        return this;
    }

    /** The EHLO keywords with their parameters, instead of the usual ones. */
    public ReceiverSetup keywords(String... exactly) {
        keywords = new ArrayList<>(List.of(exactly));
        return this;
    }

    public ReceiverSetup without(String keyword) {
        keywords.removeIf(k -> k.equals(keyword) || k.startsWith(keyword + " "));
        return this;
    }

    public ReceiverSetup hostname(String name) {
        hostname = name;
        return this;
    }

    /** Speaks LMTP: LHLO, and one reply for each recipient after the content (RFC 2033 4.2). */
    public ReceiverSetup lmtp() {
        lmtp = true;
        return this;
    }

    /** Offers STARTTLS. */
    public ReceiverSetup tls(SSLContext context) {
        tls = Optional.of(context);
        return this;
    }

    /** Keeps counts and the values of the id header, no mails and no commands. */
    public ReceiverSetup countOnly() {
        countOnly = true;
        return this;
    }

    public ReceiverSetup idHeader(String name) {
        idHeader = name;
        return this;
    }

    /** Keeps the values of this field for each id, also where nothing else of the mails is kept. */
    public ReceiverSetup noting(String header) {
        notedHeader = header;
        return this;
    }

    /** Further connections get a 421. */
    public ReceiverSetup mostConnections(int number) {
        mostConnections = number;
        return this;
    }

    /** Content larger than that ends the connection. */
    public ReceiverSetup mostContent(long bytes) {
        mostContent = bytes;
        return this;
    }

    public ReceiverSetup rule(Rule rule) {
        rules.add(rule);
        return this;
    }

    int keptBytes() {
        return countOnly ? 8 * 1024 : Integer.MAX_VALUE;
    }

    public ReceivingServer open() throws IOException {
        return new ReceivingServer(this);
    }
}
