package org.grapnel.mta.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.grapnel.mta.dns.MxAnswer.MxHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;

class AsksDnsmasqTest {
    private static Dnsmasq dnsmasq;

    @BeforeAll
    static void start() throws Exception {
        List<String> options = new ArrayList<>(List.of(
                "--local-ttl=300",
                "--local=/example/",
                "--mx-host=many.example,mx2.many.example,20",
                "--mx-host=many.example,mx1.many.example,10",
                "--mx-host=many.example,mx1b.many.example,10",
                "--host-record=mx1.many.example,192.0.2.1,2001:db8::1",
                "--host-record=mx2.many.example,192.0.2.2",
                "--host-record=plain.example,192.0.2.7",
                "--cname=alias.example,mx1.many.example"));
        IntStream.range(0, 40)
                .forEach(i -> options.add("--mx-host=crowd.example,h" + i + ".crowd.example," + (40 - i)));
        dnsmasq = new Dnsmasq(options.toArray(String[]::new));
    }

    @AfterAll
    static void stop() throws Exception {
        dnsmasq.close();
    }

    private static DnsJavaResolver resolver() {
        return new DnsJavaResolver(DnsSettings.defaults(List.of(dnsmasq.address())), System::nanoTime);
    }

    private static List<String> texts(AddressAnswer answer) {
        assertThat(answer).isInstanceOf(AddressAnswer.Found.class);
        return ((AddressAnswer.Found) answer)
                .addresses().stream().map(InetAddress::getHostAddress).toList();
    }

    @Test
    void gives_exchangers_by_preference_with_the_raw_answer() throws Exception {
        MxAnswer answer = resolver().mx("Many.Example.");
        assertThat(answer).isInstanceOf(MxAnswer.Found.class);
        List<MxHost> hosts = ((MxAnswer.Found) answer).exchangers();
        assertThat(hosts).extracting(MxHost::preference).containsExactly(10, 10, 20);
        assertThat(hosts)
                .extracting(MxHost::host)
                .containsExactlyInAnyOrder("mx1.many.example", "mx1b.many.example", "mx2.many.example");
        assertThat(answer.from().status()).isEqualTo("NOERROR");
        assertThat(answer.from().ttl()).isEqualTo(Duration.ofMinutes(5));
        Message raw = new Message(answer.from().raw().get(0));
        assertThat(raw.getSection(Section.ANSWER)).hasSize(3);
    }

    @Test
    void uses_no_more_exchangers_than_allowed_and_the_best_of_them() {
        MxAnswer.Found found =
                (MxAnswer.Found) resolver().mx("crowd.example"); // 40 records: TCP after truncation or EDNS
        assertThat(found.exchangers()).hasSize(20);
        assertThat(found.exchangers().get(0)).isEqualTo(new MxHost(1, "h39.crowd.example"));
    }

    @Test
    void gives_addresses_of_both_families_in_the_order_set() {
        assertThat(texts(resolver().addresses("mx1.many.example")))
                .containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1");
        DnsSettings six =
                DnsSettings.defaults(List.of(dnsmasq.address())).withFamilies(DnsSettings.Families.IPV6_FIRST);
        assertThat(texts(new DnsJavaResolver(six, System::nanoTime).addresses("alias.example")))
                .containsExactly("2001:db8:0:0:0:0:0:1", "192.0.2.1");
        DnsSettings four = six.withFamilies(DnsSettings.Families.IPV4_ONLY);
        assertThat(texts(new DnsJavaResolver(four, System::nanoTime).addresses("mx1.many.example")))
                .containsExactly("192.0.2.1");
    }

    @Test
    void addresses_carry_the_name_that_was_asked_so_that_nothing_looks_back() {
        AddressAnswer.Found found = (AddressAnswer.Found) resolver().addresses("plain.example");
        assertThat(found.addresses().get(0).getHostName()).isEqualTo("plain.example");
    }

    @Test
    void tells_no_data_from_no_such_domain() {
        assertThat(resolver().mx("plain.example")).isInstanceOf(MxAnswer.NoData.class);
        assertThat(resolver().mx("nowhere.example")).isInstanceOf(MxAnswer.NoSuchDomain.class);
        assertThat(resolver().addresses("nowhere.example")).isInstanceOf(AddressAnswer.NoSuchDomain.class);
        assertThat(resolver().addresses("many.example")).isInstanceOf(AddressAnswer.NoData.class);
    }

    @Test
    void keeps_answers_for_their_time_and_not_longer() {
        AtomicLong clock = new AtomicLong();
        DnsJavaResolver resolver = new DnsJavaResolver(DnsSettings.defaults(List.of(dnsmasq.address())), clock::get);
        assertThat(resolver.mx("many.example").from().ttl()).isEqualTo(Duration.ofMinutes(5));
        clock.addAndGet(Duration.ofSeconds(299).toNanos());
        assertThat(resolver.mx("MANY.example").from().ttl()).isEqualTo(Duration.ofSeconds(1));
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(resolver.mx("many.example").from().ttl()).isEqualTo(Duration.ofMinutes(5));
        resolver.flush();
        assertThat(resolver.cached()).isZero();
    }
}
