package org.grapnel.mta.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.grapnel.hook.MailAddress;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadsPathsTest {
    private static final String LABEL = "d".repeat(63);
    private static final String LONG_DOMAIN = LABEL + "." + LABEL + "." + LABEL; // 191

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            FROM:<a@example.org>                      | a                     | example.org
            FROM: <a@example.org>                     | a                     | example.org
            from:<a@EXAMPLE.org>                      | a                     | example.org
            FROM:<A.b+c@example.org>                  | A.b+c                 | example.org
            FROM:<!#$%&'*+/=?^_{}~-@example.org>      | !#$%&'*+/=?^_{}~-     | example.org
            FROM:<a@b>                                | a                     | b
            FROM:<a@1.example>                        | a                     | 1.example
            FROM:<a@xn--bcher-kva.example>            | a                     | xn--bcher-kva.example
            FROM:<a@[192.0.2.1]>                      | a                     | [192.0.2.1]
            FROM:<a@[IPv6:2001:db8::1]>               | a                     | [ipv6:2001:db8::1]
            FROM:<"a b"@example.org>                  | "a b"                 | example.org
            FROM:<"a>b"@example.org>                  | "a>b"                 | example.org
            FROM:<"a@b"@example.org>                  | "a@b"                 | example.org
            FROM:<"a\\"b\\\\"@example.org>            | "a\\"b\\\\"           | example.org
            FROM:<""@example.org>                     | ""                    | example.org
            FROM:<@one.example,@two.example:a@b.org>  | a                     | b.org
            FROM:<postmaster>                         | postmaster            | ``
            FROM:<PostMaster>                         | PostMaster            | ``
            FROM:<>                                   | ``                    | ``
            FROM:<ä@b.org>                            | ä                     | b.org
            FROM:<用户.一@b.org>                      | 用户.一               | b.org
            FROM:<"ä b"@b.org>                        | "ä b"                 | b.org
            FROM:<a@bücher.example>                   | a                     | bücher.example
            FROM:<a@例え.テスト>                      | a                     | 例え.テスト
            FROM:<😀@b.org>                           | 😀                    | b.org
            FROM:<a@[IPv6:1:2:3:4:5:6:7:8]>           | a                     | [ipv6:1:2:3:4:5:6:7:8]
            FROM:<a@[ipv6:::]>                        | a                     | [ipv6:::]
            FROM:<a@[IPv6:::ffff:192.0.2.1]>          | a                     | [ipv6:::ffff:192.0.2.1]
            FROM:<a@[IPv6:1:2:3:4:5:6:192.0.2.1]>     | a                     | [ipv6:1:2:3:4:5:6:192.0.2.1]
            FROM:<a@[IPv6:1:2:3::6:7:8]>              | a                     | [ipv6:1:2:3::6:7:8]
            FROM:<a@[255.255.255.255]>                | a                     | [255.255.255.255]
            FROM:<a@[x-tag:any.thing/at+all]>         | a                     | [x-tag:any.thing/at+all]
            """)
    void reads_addresses_of_rfc_5321(String argument, String localPart, String domain) throws Exception {
        assertThat(Path.parse(argument, "FROM:").address()).isEqualTo(new MailAddress(localPart, domain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "FROM",
                "FROM:",
                "FROM: ",
                "TO:<a@b.org>",
                "FROM:a@b.org",
                "FROM:<a@b.org",
                "FROM:a@b.org>",
                "FROM:<<a@b.org>>",
                "FROM:<a>",
                "FROM:<@b.org>",
                "FROM:<a@>",
                "FROM:<@>",
                "FROM:< a@b.org>",
                "FROM:<a@b.org >",
                "FROM:<a b@c.org>",
                "FROM:<.a@b.org>",
                "FROM:<a.@b.org>",
                "FROM:<a..b@c.org>",
                "FROM:<a@b@c.org>",
                "FROM:<a@.org>",
                "FROM:<a@b..org>",
                "FROM:<a@b.org.>",
                "FROM:<a@-b.org>",
                "FROM:<a@b-.org>",
                "FROM:<a@b,org>",
                "FROM:<a(comment)@b.org>",
                "FROM:<a\u0085@b.org>",
                "FROM:<a\u2028@b.org>",
                "FROM:<a\ufffd@b.org>",
                "FROM:<\"\\ä\"@b.org>",
                "FROM:<a@ä\u3002b.org>",
                "FROM:<a@b\u00a0c.org>",
                "FROM:<a@-ä.org>",
                "FROM:<a@ä..org>",
                "FROM:<a@[256.0.0.1]>",
                "FROM:<a@[1.2.3]>",
                "FROM:<a@[1.2.3.4.5]>",
                "FROM:<a@[1.2.3.]>",
                "FROM:<a@[1.2.3.0004]>",
                "FROM:<a@[IPv6:]>",
                "FROM:<a@[IPv6:1:2:3:4:5:6:7]>",
                "FROM:<a@[IPv6:1:2:3:4:5:6:7:8:9]>",
                "FROM:<a@[IPv6:1:2:3:4:5:6:7::]>",
                "FROM:<a@[IPv6:1::2::3]>",
                "FROM:<a@[IPv6::::]>",
                "FROM:<a@[IPv6:12345::]>",
                "FROM:<a@[IPv6:g::]>",
                "FROM:<a@[IPv6:192.0.2.1::]>",
                "FROM:<a@[IPv6:1:2:3:4:5::192.0.2.1]>",
                "FROM:<a@[IPv6:1:2:3:4:5:6:7:192.0.2.1]>",
                "FROM:<a@[2001:db8::1 ]>",
                "FROM:<a@[-:x]>",
                "FROM:<a@[tag:]>",
                "FROM:<a@[t_g:x]>",
                "FROM:<a@[tag:x[]>",
                "FROM:<a@[tag:ä]>",
                "FROM:<@one example:a@b.org>",
                "FROM:<@one,two:a@b.org>",
                "FROM:<@:a@b.org>",
                "FROM:<@[192.0.2.1]:a@b.org>",
                "FROM:<a\tb@c.org>",
                "FROM:<a\u0000b@c.org>",
                "FROM:<a\u007fb@c.org>",
                "FROM:<a@b\u0001.org>",
                "FROM:<\"a@b.org>",
                "FROM:<\"a\"b@c.org>",
                "FROM:<a\"b\"@c.org>",
                "FROM:<\"a\"\"b\"@c.org>",
                "FROM:<\"a\\\"@b.org>",
                "FROM:<\"a\tb\"@c.org>",
                "FROM:<a@[192.0.2.1>",
                "FROM:<a@192.0.2.1]>",
                "FROM:<a@[]>",
                "FROM:<a@[192.0.2.1].org>",
                "FROM:<a@[a b]>",
                "FROM:<@one.example a@b.org>",
                "FROM:<@one.example,a@b.org>",
                "FROM:<@one.example:>",
                "FROM:<a@b.org>SIZE=1",
                "FROM:<a@b.org>x",
                "FROM:<a@b.org> =1",
                "FROM:<a@b.org> SIZE=",
                "FROM:<a@b.org> SIZE==1",
                "FROM:<a@b.org> -A=1",
                "FROM:<a@b.org> SI_ZE=1",
                "FROM:<a@b.org> SIZE=1\t",
                "FROM:<a@b.org> SIZE=ä",
                "FROM:<a@b.org> SIZE=1 SIZE=2",
                "FROM:<a@b.org> size=1 SIZE=1",
                "FROM:<a@b.org> A A",
            })
    void refuses_what_is_none(String argument) {
        assertThatThrownBy(() -> Path.parse(argument, "FROM:"))
                .isInstanceOf(Path.SyntaxException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void reads_parameters_with_and_without_values() throws Exception {
        assertThat(Path.parse("TO:<a@b.org>  NOTIFY=SUCCESS,DELAY   x-y ORCPT=rfc822;a+2Bb@c.org ", "TO:")
                        .parameters())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("NOTIFY", "SUCCESS,DELAY", "X-Y", "", "ORCPT", "rfc822;a+2Bb@c.org"));
        assertThat(Path.parse("TO:<a@b.org>", "TO:").parameters()).isEmpty();
    }

    @Test
    void takes_the_longest_parts_and_no_longer_ones() throws Exception {
        String local = "l".repeat(64);
        Path.parse("FROM:<" + local + "@b.org>", "FROM:");
        refused("FROM:<l" + local + "@b.org>");
        refused("FROM:<\"" + local + "\"@b.org>");
        Path.parse("FROM:<a@" + LABEL + ".org>", "FROM:");
        refused("FROM:<a@d" + LABEL + ".org>");
        String longest = "a@" + LONG_DOMAIN + "." + "e".repeat(254 - 2 - LONG_DOMAIN.length() - 1);
        assertThat(longest).hasSize(254);
        Path.parse("FROM:<" + longest + ">", "FROM:");
        refused("FROM:<a" + longest + ">");
    }

    @Test
    void takes_at_most_20_parameters() throws Exception {
        StringBuilder argument = new StringBuilder("FROM:<a@b.org>");
        for (int i = 0; i < 20; i++) {
            argument.append(" P").append(i).append('=').append(i);
        }
        assertThat(Path.parse(argument.toString(), "FROM:").parameters()).hasSize(20);
        refused(argument + " P20=20");
    }

    @Test
    void hostile_lengths_are_refused_quickly() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String unit :
                    new String[] {"a", "\"", "\\", "a.", "-", "[", "@", ",", ":", " ", "<", ">", "a=b ", "\\\""}) {
                String much = unit.repeat(100_000 / unit.length());
                refused("FROM:<" + much + ">");
                refused("FROM:<\"" + much + "\"@b.org>");
                refused("FROM:<a@" + much + ">");
                refused("FROM:<@" + much + ":a@b.org>");
                refused("FROM:<a@b.org> A=\"" + much + "\t");
                refused("FROM:" + much);
            }
        });
    }

    @Test
    void whatever_comes_is_an_address_or_a_syntax_error() {
        Random random = new Random(5321);
        String letters = "<>@\"\\.a1-_[]:, =+\t\u0000ä";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder argument = new StringBuilder("FROM:<");
            for (int i = random.nextInt(14); i > 0; i--) {
                argument.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                MailAddress address = Path.parse(argument + ">", "FROM:").address();
                assertThat(address.toString()).as(argument.toString()).doesNotContain("\u0000", "\t");
            } catch (Path.SyntaxException refused) {
                assertThat(refused).message().isNotBlank();
            }
        }
    }

    private static void refused(String argument) {
        assertThatThrownBy(() -> Path.parse(argument, "FROM:"))
                .as(() -> argument.substring(0, Math.min(60, argument.length())))
                .isInstanceOf(Path.SyntaxException.class);
    }
}
