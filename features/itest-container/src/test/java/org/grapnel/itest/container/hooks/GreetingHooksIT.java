package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.session.ValidateEhlo;
import org.grapnel.testkit.SmtpProbe;
import org.junit.Test;

public class GreetingHooksIT extends HookStory {
    @Test
    public void validate_ehlo_sees_the_name_and_refuses_it() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        handler(ValidateEhlo.class, (session, name, dictionaries) -> {
            seen.add(name);
            return name.startsWith("bad")
                    ? new Verdict.Reject(Reply.of(550, "5.7.1", "Not under that name"))
                    : Verdict.CONTINUE;
        });
        try (SmtpProbe probe = SmtpProbe.connect(address("grapnel.set.smtp.listen"))) {
            probe.reply().expect(220);
            assertThat(probe.command("EHLO bad.example.org").toString()).isEqualTo("550 5.7.1 Not under that name");
            probe.command("EHLO good.example.org").expect(250);
        }
        assertThat(seen).containsExactly("bad.example.org", "good.example.org");
    }
}
