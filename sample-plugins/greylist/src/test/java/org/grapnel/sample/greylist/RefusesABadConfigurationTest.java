package org.grapnel.sample.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.grapnel.hook.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusesABadConfigurationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delay|5 minutes|delay: '5 minutes' is not a duration; write 30s, 5m, 24h or 36d",
                "delay|0s|delay: '0s' is not a duration; write 30s, 5m, 24h or 36d",
                "delay|25h|delay: 25h leaves no time for a retry; make it shorter than retry_window, 24h",
                "ipv4__prefix|33|ipv4_prefix: '33' is not a number from 8 to 32",
                "max__entries|many|max_entries: 'many' is not a number from 1000 to 10000000",
                "allow__networks|999.1.1.1|allow_networks: '999.1.1.1' is not a network; write 192.0.2.0/24,"
                        + " 2001:db8::/32 or an address",
                "allow__networks|::1/129|allow_networks: '::1/129' is not a network; write 192.0.2.0/24,"
                        + " 2001:db8::/32 or an address",
                "allow__networks|localhost|allow_networks: 'localhost' is not a network; write 192.0.2.0/24,"
                        + " 2001:db8::/32 or an address",
                "allow__senders|a@b.example|allow_senders: 'a@b.example' is not a domain; write example.com or"
                        + " .example.com",
                "allow__recipients|a@b@c|allow_recipients: 'a@b@c' is not a recipient; write postmaster,"
                        + " user@example.com or @example.com",
            })
    void one_line_names_file_key_and_mend_and_what_was_in_force_stays(String key, String value, String fault) {
        Object typed = key.startsWith("allow__") ? new String[] {value} : value;
        try (Rcpt rcpt = new Rcpt(Map.of("allow__networks", new String[] {"192.0.2.1"}));
                LogLines log = new LogLines(Greylist.class)) {
            rcpt.greylist.configure(Fake.config(GreylistConfig.class, Map.of(key, typed)));

            assertThat(log.lines())
                    .containsExactly("etc/org.grapnel.greylist.json: " + fault + "; the settings before stay in force");
            assertThat(rcpt.from("192.0.2.1", "bob@example.net", "ann@example.com"))
                    .isEqualTo(Verdict.CONTINUE);
        }
    }

    @Test
    void a_good_change_holds_from_the_next_recipient_on() {
        try (Rcpt rcpt = new Rcpt(Map.of())) {
            rcpt.greylist.configure(
                    Fake.config(GreylistConfig.class, Map.of("allow__networks", new String[] {"127.0.0.0/8"})));

            assertThat(rcpt.from("127.0.0.1", "bob@example.net", "ann@example.com"))
                    .isEqualTo(Verdict.CONTINUE);
        }
    }

    @Test
    void the_defaults_of_the_description_are_those_without_a_file() {
        assertThat(Settings.of(Fake.config(GreylistConfig.class, Map.of()))).isEqualTo(Settings.DEFAULT);
    }
}
