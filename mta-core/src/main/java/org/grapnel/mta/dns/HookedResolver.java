package org.grapnel.mta.dns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.dns.DnsGetAs;
import org.grapnel.hook.dns.DnsGetMXs;
import org.grapnel.hook.dns.DnsStatus;
import org.grapnel.hook.dns.PostDnsHandleA;
import org.grapnel.hook.dns.PostDnsHandleMx;
import org.grapnel.hook.dns.PreDnsHandleA;
import org.grapnel.hook.dns.PreDnsHandleMx;

/** Asks the handlers before and around DNS. For one delivery attempt: it holds the handlers of that attempt. */
public final class HookedResolver implements Resolver {
    private final Hooks hooks;
    private final Resolver resolver;

    public HookedResolver(Hooks hooks, Resolver resolver) {
        this.hooks = hooks;
        this.resolver = resolver;
    }

    @Override
    public MxAnswer mx(String domain) {
        return hooks.call(DnsGetMXs.POINT, domain)
                .map(answer -> given(domain, answer))
                .orElseGet(() -> asked(domain, resolver.mx(domain)));
    }

    @Override
    public AddressAnswer addresses(String host) {
        return hooks.call(DnsGetAs.POINT, host)
                .map(answer -> given(host, answer))
                .orElseGet(() -> asked(host, resolver.addresses(host)));
    }

    private static MxAnswer given(String domain, org.grapnel.hook.dns.MxAnswer answer) {
        if (answer instanceof org.grapnel.hook.dns.MxAnswer.Exchangers found) {
            List<MxAnswer.MxHost> hosts = found.hosts().stream()
                    .map(host -> new MxAnswer.MxHost(host.preference(), host.name()))
                    .toList();
            Provenance from = Provenance.given(found.ttl());
            return hosts.isEmpty() ? new MxAnswer.NoData(from) : new MxAnswer.Found(hosts, from);
        }
        if (answer instanceof org.grapnel.hook.dns.MxAnswer.Failure failure) {
            return failed(failure.status(), domain + ": " + failure.text());
        }
        return new MxAnswer.NullMx(Provenance.given(Duration.ZERO));
    }

    private static MxAnswer failed(DnsStatus status, String text) {
        Provenance from = Provenance.given(Duration.ZERO);
        return switch (status) {
            case NO_SUCH_DOMAIN -> new MxAnswer.NoSuchDomain(from);
            case NO_DATA -> new MxAnswer.NoData(from);
            default -> new MxAnswer.TemporaryFailure(text, from);
        };
    }

    private static AddressAnswer given(String host, org.grapnel.hook.dns.AddressAnswer answer) {
        if (answer instanceof org.grapnel.hook.dns.AddressAnswer.Addresses found) {
            return new AddressAnswer.Found(found.addresses(), Provenance.given(found.ttl()));
        }
        org.grapnel.hook.dns.AddressAnswer.Failure failure = (org.grapnel.hook.dns.AddressAnswer.Failure) answer;
        Provenance from = Provenance.given(Duration.ZERO);
        return switch (failure.status()) {
            case NO_SUCH_DOMAIN -> new AddressAnswer.NoSuchDomain(from);
            case NO_DATA -> new AddressAnswer.NoData(from);
            default -> new AddressAnswer.TemporaryFailure(host + ": " + failure.text(), from);
        };
    }

    private MxAnswer asked(String domain, MxAnswer answer) {
        DnsStatus status = status(answer);
        Bytes raw = answer.from().bytes();
        boolean skip = hooks.call(PreDnsHandleMx.POINT, domain, status, raw).isPresent();
        List<org.grapnel.hook.dns.MxHost> hosts = !skip && answer instanceof MxAnswer.Found found
                ? found.exchangers().stream()
                        .map(host -> new org.grapnel.hook.dns.MxHost(host.host(), host.preference()))
                        .toList()
                : List.of();
        hooks.call(PostDnsHandleMx.POINT, domain, hosts, status, raw);
        return skip ? new MxAnswer.TemporaryFailure("a handler left its answer out", answer.from()) : answer;
    }

    private AddressAnswer asked(String host, AddressAnswer answer) {
        DnsStatus status = status(answer);
        Bytes raw = answer.from().bytes();
        boolean skip = hooks.call(PreDnsHandleA.POINT, host, status, raw).isPresent();
        List<InetAddress> addresses =
                !skip && answer instanceof AddressAnswer.Found found ? found.addresses() : List.of();
        hooks.call(PostDnsHandleA.POINT, host, addresses, status, raw);
        return skip ? new AddressAnswer.TemporaryFailure("a handler left its answer out", answer.from()) : answer;
    }

    private static DnsStatus status(MxAnswer answer) {
        if (answer instanceof MxAnswer.Found || answer instanceof MxAnswer.NullMx) {
            return DnsStatus.OK;
        }
        if (answer instanceof MxAnswer.NoSuchDomain) {
            return DnsStatus.NO_SUCH_DOMAIN;
        }
        return answer instanceof MxAnswer.NoData ? DnsStatus.NO_DATA : DnsStatus.SERVER_FAILURE;
    }

    private static DnsStatus status(AddressAnswer answer) {
        if (answer instanceof AddressAnswer.Found) {
            return DnsStatus.OK;
        }
        if (answer instanceof AddressAnswer.NoSuchDomain) {
            return DnsStatus.NO_SUCH_DOMAIN;
        }
        return answer instanceof AddressAnswer.NoData ? DnsStatus.NO_DATA : DnsStatus.SERVER_FAILURE;
    }
}
