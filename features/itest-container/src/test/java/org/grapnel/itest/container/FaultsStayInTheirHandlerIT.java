package org.grapnel.itest.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.grapnel.testkit.Reply;
import org.grapnel.testkit.SmtpProbe;
import org.junit.Test;
import org.osgi.framework.Bundle;

public class FaultsStayInTheirHandlerIT extends LiveContainer {
    @Test
    public void an_exception_is_answered_by_the_rule_of_each_kind() throws Exception {
        faultsOf("exception", 1);
    }

    @Test
    public void an_error_is_answered_by_the_rule_of_each_kind() throws Exception {
        faultsOf("error", 1);
    }

    @Test
    public void a_class_that_is_gone_is_answered_by_the_rule_of_each_kind() throws Exception {
        faultsOf("linkage", 1);
    }

    @Test
    public void null_is_answered_by_the_rule_of_each_kind() throws Exception {
        faultsOf("null", 0);
    }

    /** @param observed 1 when the fault also counts where nothing is answered */
    private void faultsOf(String fault, int observed) throws Exception {
        Bundle faulty = install(Plugins.faulty(fault));
        install(Plugins.sound());
        install(Plugins.labelling("neighbour", "1.0.0", 0));
        try (SmtpProbe probe = SmtpProbe.connect(address("grapnel.set.smtp.listen"))) {
            probe.reply().expect(220);
            Reply ehlo = probe.command("EHLO probe.test").expect(250);
            assertThat(ehlo.lines())
                    .as("FOLD: the value is kept, and goes on to the next")
                    .contains("250 X-SOUND " + (ehlo.lines().size() - 2)); // but the greeting and itself
            assertThat(probe.command("MAIL FROM:<a@example.org>").toString())
                    .as("VERDICT: put off")
                    .startsWith("451 4.3.0");
            assertThat(probe.command("XYZZY").toString())
                    .as("FIRST: the next one answers; OBSERVE: the next one was told")
                    .isEqualTo("250 2.0.0 2 commands were seen");
            assertThat(faults("esmtp_capabilities", "faulty")).isEqualTo(1);
            assertThat(faults("validate_mailfrom", "faulty")).isEqualTo(1);
            assertThat(faults("unrecognized_command", "faulty")).isEqualTo(1);
            assertThat(faults("post_smtp_command", "faulty")).isEqualTo(3L * observed);
            assertThat(calls("post_smtp_command", "faulty")).isEqualTo(3);
            assertThat(faults("post_smtp_command", "sound")).isZero();
            assertThat(calls("validate_mailfrom", "neighbour-1.0.0"))
                    .as("a deferral ends the chain")
                    .isZero();

            faulty.uninstall();
            assertThat(probe.command("MAIL FROM:<a@example.org>").toString())
                    .isEqualTo("250 2.1.0 seen by neighbour-1.0.0");
        }
    }

    private long faults(String hook, String handler) {
        return row(hook, handler).get("faults").asLong(-1);
    }

    private long calls(String hook, String handler) {
        return row(hook, handler).get("calls").asLong(-1);
    }

    private JsonNode row(String hook, String handler) {
        return hooks(hook).stream()
                .filter(row -> row.get("handler").asText().equals(handler))
                .findFirst()
                .orElseThrow(() -> new AssertionError("hook:list does not show " + handler + " at " + hook));
    }
}
