package org.grapnel.mta.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.grapnel.mta.dns.Exchangers.Cause;
import org.grapnel.mta.dns.Exchangers.Plan;
import org.grapnel.mta.dns.MxAnswer.MxHost;
import org.junit.jupiter.api.Test;

class PlansDestinationsTest {
    private static final Provenance FROM = new Provenance("NOERROR", Duration.ofSeconds(60), List.of());
    private final Exchangers exchangers = new Exchangers(4, Set.of("me.example"));

    private static AddressAnswer found(int... last) {
        List<InetAddress> list = new ArrayList<>();
        for (int each : last) {
            try {
                list.add(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) each}));
            } catch (UnknownHostException e) {
                throw new AssertionError(e);
            }
        }
        return new AddressAnswer.Found(list, FROM.withTtl(Duration.ofSeconds(30)));
    }

    private static MxAnswer mx(MxHost... hosts) {
        return new MxAnswer.Found(List.of(hosts), FROM);
    }

    private Plan plan(MxAnswer answer, Map<String, AddressAnswer> addresses, long seed) {
        Function<String, AddressAnswer> lookUp =
                host -> addresses.getOrDefault(host, new AddressAnswer.NoSuchDomain(FROM));
        return exchangers.plan("x.example", answer, lookUp, new Random(seed));
    }

    private static List<String> hosts(Plan plan) {
        assertThat(plan).isInstanceOf(Plan.Try.class);
        return ((Plan.Try) plan).destinations().stream().map(Destination::host).toList();
    }

    @Test
    void equals_are_shuffled_and_preferences_are_not() {
        Map<String, AddressAnswer> all = Map.of("a", found(1), "b", found(2), "c", found(3));
        Set<List<String>> seen = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            seen.add(hosts(plan(mx(new MxHost(20, "c"), new MxHost(10, "a"), new MxHost(10, "b")), all, seed)));
        }
        assertThat(seen).containsExactlyInAnyOrder(List.of("a", "b", "c"), List.of("b", "a", "c"));
    }

    @Test
    void without_mx_the_domain_is_its_own_exchanger() {
        Plan plan = plan(new MxAnswer.NoData(FROM), Map.of("x.example", found(7)), 1);
        assertThat(((Plan.Try) plan).ttl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(((Plan.Try) plan).destinations().get(0).preference()).isZero();
        assertThat(hosts(plan)).containsExactly("x.example");
        assertThat(cause(plan(new MxAnswer.NoData(FROM), Map.of(), 1))).isEqualTo(Cause.NO_ADDRESS);
    }

    private static Cause cause(Plan plan) {
        assertThat(plan).isInstanceOf(Plan.Never.class);
        return ((Plan.Never) plan).cause();
    }

    @Test
    void no_mail_is_told_from_not_now() {
        assertThat(cause(plan(new MxAnswer.NullMx(FROM), Map.of(), 1))).isEqualTo(Cause.NULL_MX);
        assertThat(cause(plan(new MxAnswer.NoSuchDomain(FROM), Map.of(), 1))).isEqualTo(Cause.NO_SUCH_DOMAIN);
        assertThat(cause(plan(mx(new MxHost(1, "gone")), Map.of(), 1))).isEqualTo(Cause.NO_ADDRESS);
        assertThat(plan(new MxAnswer.TemporaryFailure("timeout", FROM), Map.of(), 1))
                .isInstanceOf(Plan.Later.class);
        AddressAnswer trouble = new AddressAnswer.TemporaryFailure("timeout", FROM);
        assertThat(plan(mx(new MxHost(1, "a")), Map.of("a", trouble), 1)).isInstanceOf(Plan.Later.class);
        Plan rest = plan(mx(new MxHost(1, "a"), new MxHost(2, "b")), Map.of("a", trouble, "b", found(2)), 1);
        assertThat(hosts(rest)).containsExactly("b");
    }

    @Test
    void exchangers_no_better_than_this_node_are_left_out() {
        Map<String, AddressAnswer> all = Map.of("a", found(1), "ME.example", found(2), "c", found(3));
        MxAnswer answer = mx(new MxHost(1, "a"), new MxHost(5, "ME.example"), new MxHost(9, "c"));
        assertThat(hosts(plan(answer, all, 1))).containsExactly("a");
        assertThat(cause(plan(mx(new MxHost(5, "me.example"), new MxHost(9, "c")), all, 1)))
                .isEqualTo(Cause.LOOP);
    }

    @Test
    void a_list_is_no_longer_than_allowed() {
        Plan plan = plan(mx(new MxHost(1, "a"), new MxHost(2, "b")), Map.of("a", found(1, 2, 3), "b", found(4, 5)), 1);
        assertThat(hosts(plan)).containsExactly("a", "a", "a", "b");
    }

    @Test
    void address_literals_need_no_answer() {
        assertThat(exchangers.literal("[127.0.0.1]"))
                .map(PlansDestinationsTest::hosts)
                .contains(List.of("[127.0.0.1]"));
        assertThat(exchangers.literal("[IPv6:::1]"))
                .map(PlansDestinationsTest::hosts)
                .contains(List.of("[IPv6:::1]"));
        for (String bad :
                List.of("[]", "[::1]", "[IPv6:127.0.0.1]", "[1.2.3]", "[1.2.3.4.5]", "[name]", "[127.0.0.256]")) {
            assertThat(exchangers.literal(bad))
                    .map(PlansDestinationsTest::cause)
                    .as(bad)
                    .contains(Cause.BAD_LITERAL);
        }
        assertThat(exchangers.literal("x.example")).isEmpty();
    }
}
