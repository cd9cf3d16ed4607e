package org.grapnel.mta.dns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** One name and type asked until it ends: follows aliases, within bounds. Confined to its caller. */
final class Question {
    /** How a question ended. */
    enum End {
        FOUND,
        NO_SUCH_DOMAIN,
        NO_DATA,
        FAILED
    }

    /** The end of a question; records are empty unless FOUND, reason unless FAILED. */
    record Result(End end, List<Record> records, String reason, Provenance from) {}

    /** Sends a query and waits for the response. */
    @FunctionalInterface
    interface Transport {
        Message ask(Message query) throws IOException;
    }

    private final Transport transport;
    private final DnsSettings settings;
    private final int type;
    private final List<ByteBuffer> raw = new ArrayList<>(1);
    private Name name;
    private Duration ttl;
    private int hops;

    Question(Transport transport, DnsSettings settings, Name name, int type) {
        this.transport = transport;
        this.settings = settings;
        this.name = name;
        this.type = type;
        this.ttl = settings.maxTtl();
    }

    Result run() throws IOException {
        while (true) {
            Message response = transport.ask(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
            raw.add(ByteBuffer.wrap(response.toWire()));
            int code = response.getRcode();
            if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
                return failed(Rcode.string(code), "server answered " + Rcode.string(code));
            }
            Name asked = name;
            List<Record> answers = response.getSection(Section.ANSWER);
            Optional<Name> target = alias(answers);
            while (target.isPresent()) {
                name = target.get();
                if (++hops > settings.maxAliases()) {
                    return failed("TOOMANYALIASES", "more than " + settings.maxAliases() + " aliases");
                }
                target = alias(answers);
            }
            List<Record> found = matching(answers);
            if (!found.isEmpty()) {
                return new Result(End.FOUND, found, "", from(Rcode.string(code)));
            }
            boolean negative = code == Rcode.NXDOMAIN || soa(response).isPresent() || name.equals(asked);
            if (negative) { // else the chain left this server's zone: ask for its end
                negativeTtl(response);
                End end = code == Rcode.NXDOMAIN ? End.NO_SUCH_DOMAIN : End.NO_DATA;
                return new Result(end, List.of(), "", from(Rcode.string(code)));
            }
        }
    }

    private Optional<Name> alias(List<Record> answers) {
        for (Record each : answers) {
            if (each instanceof CNAMERecord cname && cname.getName().equals(name)) {
                keepAtMost(cname.getTTL());
                return Optional.of(cname.getTarget());
            }
        }
        return Optional.empty();
    }

    private List<Record> matching(List<Record> answers) {
        List<Record> found = new ArrayList<>();
        for (Record each : answers) {
            if (each.getType() == type
                    && each.getDClass() == DClass.IN
                    && each.getName().equals(name)) {
                keepAtMost(each.getTTL());
                found.add(each);
            }
        }
        return found;
    }

    /** RFC 2308 5: the lesser of the SOA's TTL and its minimum; without SOA a negative answer is not kept. */
    private void negativeTtl(Message response) {
        Optional<SOARecord> soa = soa(response);
        keepAtMost(soa.map(s -> Math.min(s.getTTL(), s.getMinimum())).orElse(0L));
        ttl = ttl.compareTo(settings.maxNegativeTtl()) > 0 ? settings.maxNegativeTtl() : ttl;
    }

    private static Optional<SOARecord> soa(Message response) {
        return response.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .map(SOARecord.class::cast)
                .findFirst();
    }

    private void keepAtMost(long seconds) {
        Duration limit = Duration.ofSeconds(seconds);
        ttl = limit.compareTo(ttl) < 0 ? limit : ttl;
    }

    private Provenance from(String status) {
        return new Provenance(status, ttl, raw);
    }

    private Result failed(String status, String reason) {
        return new Result(End.FAILED, List.of(), reason, new Provenance(status, Duration.ZERO, raw));
    }
}
