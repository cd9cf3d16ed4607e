package org.grapnel.mta.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.grapnel.mta.dns.Responder.reply;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class SurvivesBadDnsTest {
    private final AtomicLong clock = new AtomicLong();

    private DnsJavaResolver resolver(Responder responder) {
        DnsSettings settings = DnsSettings.defaults(List.of(responder.address()))
                .withTimes(Duration.ofMillis(300), 1, Duration.ofSeconds(2))
                .withBounds(5, 3, 4, 10);
        return new DnsJavaResolver(settings, clock::get);
    }

    private static Responder responder(Function<Message, Message> answer) throws IOException {
        return new Responder(query -> Optional.of(answer.apply(query)));
    }

    private static Name name(String text) {
        return Name.fromConstantString(text);
    }

    private static Record mx(Message query, int preference, String host) {
        return new MXRecord(query.getQuestion().getName(), DClass.IN, 60, preference, name(host));
    }

    @Test
    void a_failing_server_is_a_temporary_failure_and_not_kept() throws Exception {
        try (Responder responder = responder(query -> reply(query, Rcode.SERVFAIL))) {
            DnsJavaResolver resolver = resolver(responder);
            MxAnswer answer = resolver.mx("x.example");
            assertThat(answer).isInstanceOf(MxAnswer.TemporaryFailure.class);
            assertThat(answer.from().status()).isEqualTo("SERVFAIL");
            assertThat(resolver.addresses("x.example")).isInstanceOf(AddressAnswer.TemporaryFailure.class);
            assertThat(resolver.cached()).isZero();
        }
    }

    @Test
    void a_silent_server_is_a_temporary_failure_within_the_limit() throws Exception {
        try (Responder responder = new Responder(query -> Optional.empty())) {
            MxAnswer answer = resolver(responder).mx("x.example");
            assertThat(answer).isInstanceOf(MxAnswer.TemporaryFailure.class);
            assertThat(answer.from().status()).isEqualTo("TIMEOUT");
            assertThat(responder.queries()).isEqualTo(1);
        }
    }

    @Test
    void a_null_mx_says_that_the_domain_takes_no_mail() throws Exception {
        try (Responder responder = responder(query -> reply(query, Rcode.NOERROR, mx(query, 0, ".")))) {
            assertThat(resolver(responder).mx("x.example")).isInstanceOf(MxAnswer.NullMx.class);
        }
        try (Responder both =
                responder(query -> reply(query, Rcode.NOERROR, mx(query, 0, "."), mx(query, 5, "mx.example.")))) {
            MxAnswer.Found found = (MxAnswer.Found) resolver(both).mx("x.example");
            assertThat(found.exchangers()).containsExactly(new MxAnswer.MxHost(5, "mx.example"));
        }
    }

    @Test
    void a_circle_of_aliases_ends() throws Exception {
        try (Responder responder = responder(query -> {
            Name asked = query.getQuestion().getName();
            Name next = name("n" + (System.nanoTime() & 0xffff) + ".example.");
            return reply(query, Rcode.NOERROR, new CNAMERecord(asked, DClass.IN, 60, next));
        })) {
            AddressAnswer answer = resolver(responder).addresses("x.example");
            assertThat(answer.from().status()).isEqualTo("TOOMANYALIASES");
            assertThat(answer).isInstanceOf(AddressAnswer.TemporaryFailure.class);
            assertThat(responder.queries()).as("4 hops, both families").isEqualTo(10);
        }
        try (Responder loop = responder(query -> {
            Name asked = query.getQuestion().getName();
            return reply(query, Rcode.NOERROR, new CNAMERecord(asked, DClass.IN, 60, asked));
        })) {
            assertThat(resolver(loop).mx("x.example").from().status()).isEqualTo("TOOMANYALIASES");
            assertThat(loop.queries()).isEqualTo(1);
        }
    }

    @Test
    void records_of_other_names_are_not_believed() throws Exception {
        try (Responder responder = responder(query -> reply(
                query, Rcode.NOERROR, new MXRecord(name("other.example."), DClass.IN, 60, 1, name("evil.example."))))) {
            assertThat(resolver(responder).mx("x.example")).isInstanceOf(MxAnswer.NoData.class);
        }
    }

    @Test
    void a_negative_answer_is_kept_for_the_lesser_time_of_its_soa() throws Exception {
        try (Responder responder = responder(query -> {
            Message reply = reply(query, Rcode.NXDOMAIN);
            Name zone = name("example.");
            reply.addRecord(new SOARecord(zone, DClass.IN, 3600, zone, zone, 1, 1, 1, 1, 30), Section.AUTHORITY);
            return reply;
        })) {
            DnsJavaResolver resolver = resolver(responder);
            assertThat(resolver.mx("x.example").from().ttl()).isEqualTo(Duration.ofSeconds(30));
            assertThat(resolver.mx("x.example")).isInstanceOf(MxAnswer.NoSuchDomain.class);
            assertThat(responder.queries()).isEqualTo(1);
            clock.addAndGet(Duration.ofSeconds(31).toNanos());
            assertThat(resolver.mx("x.example")).isInstanceOf(MxAnswer.NoSuchDomain.class);
            assertThat(responder.queries()).isEqualTo(2);
        }
    }

    @Test
    void addresses_and_cache_stay_within_their_bounds() throws Exception {
        try (Responder responder = responder(query -> {
            Name asked = query.getQuestion().getName();
            Record[] many = new Record[query.getQuestion().getType() == Type.A ? 20 : 0];
            for (int i = 0; i < many.length; i++) {
                many[i] = new ARecord(asked, DClass.IN, 60, InetAddress.getLoopbackAddress());
            }
            return reply(query, Rcode.NOERROR, many);
        })) {
            DnsSettings settings = DnsSettings.defaults(List.of(responder.address()))
                    .withBounds(5, 3, 4, 10)
                    .withFamilies(DnsSettings.Families.IPV4_ONLY);
            DnsJavaResolver resolver = new DnsJavaResolver(settings, clock::get);
            for (int i = 0; i < 50; i++) {
                AddressAnswer.Found found = (AddressAnswer.Found) resolver.addresses("h" + i + ".example");
                assertThat(found.addresses()).hasSize(3);
            }
            assertThat(resolver.cached()).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "a b", "a\\046b", "x\r\ny", "127.0.0.1\u0000", "-\u2028-"})
    void what_can_be_no_name_is_never_asked(String text) throws Exception {
        try (Responder responder = responder(query -> reply(query, Rcode.NOERROR))) {
            assertThat(resolver(responder).mx(text)).isInstanceOf(MxAnswer.NoSuchDomain.class);
            assertThat(resolver(responder).addresses(text)).isInstanceOf(AddressAnswer.NoSuchDomain.class);
            assertThat(responder.queries()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost", "LOCALHOST.", "sub.localhost"})
    void literals_and_localhost_are_never_asked(String host) throws Exception {
        try (Responder responder = responder(query -> reply(query, Rcode.NXDOMAIN))) {
            AddressAnswer.Found found =
                    (AddressAnswer.Found) resolver(responder).addresses(host);
            assertThat(found.addresses()).allMatch(InetAddress::isLoopbackAddress);
            assertThat(responder.queries()).isZero();
        }
    }

    @Test
    void the_hosts_file_is_not_read_and_no_search_domain_is_appended() throws Exception {
        List<String> names = Files.readAllLines(Path.of("/etc/hosts")).stream()
                .map(entry -> entry.replaceAll("#.*", "").strip().split("\\s+"))
                .flatMap(words -> Arrays.stream(words).skip(1))
                .filter(name -> !name.startsWith("localhost"))
                .distinct()
                .toList();
        DnsSettings.Families four = DnsSettings.Families.IPV4_ONLY;
        try (Responder responder = responder(query -> reply(query, Rcode.NXDOMAIN))) {
            DnsSettings settings =
                    DnsSettings.defaults(List.of(responder.address())).withFamilies(four);
            DnsJavaResolver resolver = new DnsJavaResolver(settings, clock::get);
            for (String name : names) {
                assertThat(resolver.addresses(name)).as(name).isInstanceOf(AddressAnswer.NoSuchDomain.class);
            }
            assertThat(resolver.addresses("bare")).isInstanceOf(AddressAnswer.NoSuchDomain.class);
            assertThat(responder.queries()).isEqualTo(names.size() + 1);
        }
    }
}
