package org.grapnel.mta.dns;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.grapnel.mta.dns.Question.End;
import org.grapnel.mta.dns.Question.Result;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks through dnsjava's resolvers, past its look-up classes: those read /etc/hosts and append search domains. UDP with
 * EDNS, TCP where an answer was cut off. Thread-safe; made without touching the network or the system's configuration.
 */
public final class DnsJavaResolver implements Resolver {
    private final DnsSettings settings;
    private final AnswerCache<MxAnswer> exchangers;
    private final AnswerCache<AddressAnswer> hosts;

    /** Made with the first question, by whoever asks it. */
    private volatile org.xbill.DNS.@Nullable Resolver resolver;

    /** Caches by the given clock, such as {@code System::nanoTime}. */
    public DnsJavaResolver(DnsSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.exchangers = new AnswerCache<>(settings.cacheEntries(), nanoTime);
        this.hosts = new AnswerCache<>(settings.cacheEntries(), nanoTime);
    }

    /** Forgets all answers. */
    public void flush() {
        exchangers.clear();
        hosts.clear();
    }

    /** Answers kept now. */
    public int cached() {
        return exchangers.size() + hosts.size();
    }

    @Override
    public MxAnswer mx(String domain) {
        Optional<Name> name = name(domain);
        if (name.isEmpty()) {
            return new MxAnswer.NoSuchDomain(Provenance.local("BADNAME"));
        }
        if (isLocalhost(name.get())) {
            return new MxAnswer.NoData(Provenance.local("LOCAL"));
        }
        String key = key(name.get());
        Optional<AnswerCache.Hit<MxAnswer>> hit = exchangers.get(key);
        if (hit.isPresent()) {
            MxAnswer kept = hit.get().answer();
            return kept.withFrom(kept.from().withTtl(hit.get().left()));
        }
        MxAnswer answer = exchangers(ask(name.get(), Type.MX));
        exchangers.put(key, answer, answer.from().ttl());
        return answer;
    }

    private MxAnswer exchangers(Result result) {
        return switch (result.end()) {
            case NO_SUCH_DOMAIN -> new MxAnswer.NoSuchDomain(result.from());
            case NO_DATA -> new MxAnswer.NoData(result.from());
            case FAILED -> new MxAnswer.TemporaryFailure(result.reason(), result.from());
            case FOUND -> {
                List<MxAnswer.MxHost> found = result.records().stream()
                        .map(MXRecord.class::cast)
                        .filter(mx -> !mx.getTarget().equals(Name.root))
                        .sorted(Comparator.comparingInt(MXRecord::getPriority))
                        .limit(settings.maxExchangers())
                        .map(mx -> new MxAnswer.MxHost(mx.getPriority(), key(mx.getTarget())))
                        .toList();
                // RFC 7505 3: a null MX stands alone; next to others the root is just no host
                yield found.isEmpty() ? new MxAnswer.NullMx(result.from()) : new MxAnswer.Found(found, result.from());
            }
        };
    }

    @Override
    public AddressAnswer addresses(String host) {
        Optional<InetAddress> literal = IpLiteral.of(host);
        if (literal.isPresent()) {
            return new AddressAnswer.Found(List.of(literal.get()), literalFrom());
        }
        Optional<Name> name = name(host);
        if (name.isEmpty()) {
            return new AddressAnswer.NoSuchDomain(Provenance.local("BADNAME"));
        }
        String key = key(name.get());
        if (isLocalhost(name.get())) {
            return new AddressAnswer.Found(loopback(key), literalFrom());
        }
        Optional<AnswerCache.Hit<AddressAnswer>> hit = hosts.get(key);
        if (hit.isPresent()) {
            AddressAnswer kept = hit.get().answer();
            return kept.withFrom(kept.from().withTtl(hit.get().left()));
        }
        AddressAnswer answer = askAddresses(key, name.get());
        hosts.put(key, answer, answer.from().ttl());
        return answer;
    }

    private AddressAnswer askAddresses(String host, Name name) {
        List<Result> results = new ArrayList<>(2);
        DnsSettings.Families families = settings.families();
        boolean ipv6First = families == DnsSettings.Families.IPV6_FIRST;
        if (families.ipv6() && ipv6First) {
            results.add(ask(name, Type.AAAA));
        }
        if (families.ipv4()) {
            results.add(ask(name, Type.A));
        }
        if (families.ipv6() && !ipv6First && !ended(results)) {
            results.add(ask(name, Type.AAAA));
        }
        return merged(host, results);
    }

    /** A name that does not exist has no address of any family. */
    private static boolean ended(List<Result> results) {
        return results.stream().anyMatch(result -> result.end() == End.NO_SUCH_DOMAIN);
    }

    private AddressAnswer merged(String host, List<Result> results) {
        List<InetAddress> found = new ArrayList<>();
        Optional<Result> failure =
                results.stream().filter(r -> r.end() == End.FAILED).findFirst();
        Provenance from = results.stream()
                .map(Result::from)
                .reduce(DnsJavaResolver::joined)
                .orElseThrow();
        for (Result result : results) {
            result.records().forEach(each -> found.add(address(host, each)));
        }
        if (!found.isEmpty()) { // one family is enough to deliver; the other failing only shortens the time it is kept
            return new AddressAnswer.Found(found.subList(0, Math.min(found.size(), settings.maxAddresses())), from);
        }
        if (failure.isPresent()) {
            return new AddressAnswer.TemporaryFailure(failure.get().reason(), from.withTtl(Duration.ZERO));
        }
        return ended(results) ? new AddressAnswer.NoSuchDomain(from) : new AddressAnswer.NoData(from);
    }

    private static Provenance joined(Provenance one, Provenance other) {
        List<ByteBuffer> raw = new ArrayList<>(one.raw());
        raw.addAll(other.raw());
        Duration ttl = one.ttl().compareTo(other.ttl()) < 0 ? one.ttl() : other.ttl();
        return new Provenance(one.status().equals("NOERROR") ? other.status() : one.status(), ttl, raw);
    }

    private static InetAddress address(String host, Record found) {
        InetAddress bare = found instanceof ARecord a ? a.getAddress() : ((AAAARecord) found).getAddress();
        return named(host, bare.getAddress());
    }

    private static InetAddress named(String host, byte[] address) {
        try {
            return InetAddress.getByAddress(host, address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(host + ": " + address.length + " bytes make no address", e);
        }
    }

    /** RFC 6761 6.3. */
    private static boolean isLocalhost(Name name) {
        return name.labels() > 1 && name.getLabelString(name.labels() - 2).equalsIgnoreCase("localhost");
    }

    private List<InetAddress> loopback(String host) {
        InetAddress ipv4 = named(host, new byte[] {127, 0, 0, 1});
        byte[] one = new byte[16];
        one[15] = 1;
        InetAddress ipv6 = named(host, one);
        return switch (settings.families()) {
            case IPV4_ONLY -> List.of(ipv4);
            case IPV6_ONLY -> List.of(ipv6);
            case IPV4_FIRST -> List.of(ipv4, ipv6);
            case IPV6_FIRST -> List.of(ipv6, ipv4);
        };
    }

    private Provenance literalFrom() {
        return new Provenance("LOCAL", settings.maxTtl(), List.of());
    }

    private Result ask(Name name, int type) {
        try {
            return new Question(this::exchange, settings, name, type).run();
        } catch (SocketTimeoutException e) {
            return failed("TIMEOUT", "no DNS server answered in time");
        } catch (IOException e) {
            return failed("NETWORK", "DNS: " + e.getMessage());
        }
    }

    private static Result failed(String status, String reason) {
        return new Result(End.FAILED, List.of(), reason, Provenance.local(status));
    }

    private Message exchange(Message query) throws IOException {
        CompletableFuture<Message> response = resolver().sendAsync(query).toCompletableFuture();
        try {
            return response.get(settings.totalTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new SocketTimeoutException("total time limit passed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while asking DNS");
        } catch (ExecutionException e) {
            String text = String.valueOf(e.getCause() == null ? e : e.getCause().getMessage());
            if (text.toLowerCase(Locale.ROOT).contains("timed out")) {
                throw new SocketTimeoutException(text);
            }
            throw new IOException(text, e);
        }
    }

    private org.xbill.DNS.Resolver resolver() throws IOException {
        org.xbill.DNS.Resolver made = resolver;
        if (made == null) {
            synchronized (this) {
                made = resolver;
                if (made == null) {
                    made = make();
                    resolver = made;
                }
            }
        }
        return made;
    }

    private org.xbill.DNS.Resolver make() throws IOException {
        List<InetSocketAddress> servers =
                settings.servers().isEmpty() ? ResolverConfig.getCurrentConfig().servers() : settings.servers();
        if (servers.isEmpty()) {
            throw new IOException("no DNS server: set resolver to address:port");
        }
        List<org.xbill.DNS.Resolver> each = new ArrayList<>();
        for (InetSocketAddress server : servers) {
            SimpleResolver simple = new SimpleResolver(server);
            simple.setTimeout(settings.timeout());
            each.add(simple);
        }
        ExtendedResolver all = new ExtendedResolver(each);
        all.setRetries(settings.tries());
        all.setTimeout(settings.totalTimeout());
        return all;
    }

    /** Absolute, in A-labels; empty where the text can be no name, so that nothing odd is ever asked. */
    private static Optional<Name> name(String text) {
        try {
            String ascii = text.chars().allMatch(c -> c < 0x80) ? text : IDN.toASCII(text, IDN.ALLOW_UNASSIGNED);
            boolean plain = !ascii.isEmpty()
                    && ascii.chars().allMatch(c -> c == '-' || c == '_' || c == '.' || Character.isLetterOrDigit(c));
            return plain && !ascii.equals(".") ? Optional.of(Name.fromString(ascii, Name.root)) : Optional.empty();
        } catch (TextParseException | IllegalArgumentException e) {
            return Optional.empty(); // an empty or over-long label: no such name can exist
        }
    }

    private static String key(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }
}
