package org.grapnel.itest.container.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.auth.Judgement;
import org.grapnel.hook.auth.PasswordChecker;
import org.grapnel.hook.reception.ContainerPart;
import org.grapnel.hook.reception.EcMessageMcmtFixup;
import org.grapnel.hook.reception.EcMessageMcmtPreFixup;
import org.grapnel.hook.reception.FinalValidation;
import org.grapnel.hook.reception.MsgGenDataSpool;
import org.grapnel.hook.reception.ValidateSetBinding;
import org.grapnel.testkit.Await;
import org.junit.Before;
import org.junit.Test;

public class InjectionHooksIT extends HookStory {
    private static final String CONTAINER = String.join(
            "\r\n",
            "--b",
            "Content-Disposition: form-data; name=\"message\"",
            "",
            "{\"from\": \"s@example.org\", \"to\": [\"r@example.net\"], \"subject\": \"in parts\"}",
            "--b",
            "Content-Disposition: form-data; name=\"text\"",
            "",
            "the text",
            "--b",
            "Content-Disposition: form-data; name=\"campaign\"",
            "",
            "autumn",
            "--b--",
            "");

    @Before
    public void anybodyMayInject() {
        Await.until(PATIENCE, this::open, () -> "nothing listens for HTTP");
        handler(PasswordChecker.class, (user, password, session) -> new Judgement.Accepted(user));
    }

    @Test
    public void ec_message_mcmt_pre_fixup_changes_what_becomes_the_mail() throws Exception {
        handler(
                EcMessageMcmtPreFixup.class,
                (container, mode) -> container.withPart(
                        container.part("text").orElseThrow().withContent(Bytes.of("another text, mode " + mode))));
        assertThat(post("multipart/form-data; boundary=b", "", CONTAINER).statusCode())
                .isEqualTo(200);
        assertThat(receiver.awaitSubject("in parts", PATIENCE).text()).contains("another text, mode ALLOW");
    }

    @Test
    public void ec_message_mcmt_fixup_reads_the_other_parts_and_edits_the_message() throws Exception {
        handler(EcMessageMcmtFixup.class, (container, message) -> {
            String campaign = container
                    .container()
                    .part("campaign")
                    .map(ContainerPart::content)
                    .orElseThrow()
                    .text();
            message.content().headers().append("X-Campaign", campaign);
            return Verdict.CONTINUE;
        });
        assertThat(post("multipart/form-data; boundary=b", "", CONTAINER).statusCode())
                .isEqualTo(200);
        assertThat(receiver.awaitSubject("in parts", PATIENCE).header("X-Campaign"))
                .contains("autumn");
    }

    @Test
    public void ec_message_mcmt_fixup_refuses_for_good_or_for_now() throws Exception {
        List<Verdict.OfContainer> answers = new CopyOnWriteArrayList<>(
                List.of(new Verdict.Invalid("no campaign of ours"), new Verdict.Fail("the campaigns can't be read")));
        handler(EcMessageMcmtFixup.class, (container, message) -> answers.remove(0));
        HttpResponse<String> invalid = post("multipart/form-data; boundary=b", "", CONTAINER);
        assertThat(invalid.statusCode()).isEqualTo(422);
        assertThat(invalid.body()).contains("no campaign of ours");
        HttpResponse<String> failed = post("multipart/form-data; boundary=b", "", CONTAINER);
        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(failed.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    public void msg_gen_data_spool_validate_set_binding_and_final_validation_see_an_injected_mail_in_this_order()
            throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        handler(MsgGenDataSpool.class, message -> {
            seen.add("msg_gen_data_spool " + message.sender());
            return message.sender().localPart().equals("spam")
                    ? Verdict.reject(550, "5.7.1", "not from here")
                    : Verdict.CONTINUE;
        });
        handler(ValidateSetBinding.class, message -> {
            seen.add("validate_set_binding");
            return Optional.empty();
        });
        handler(FinalValidation.class, (message, session, context) -> {
            seen.add("final_validation");
            return Verdict.CONTINUE;
        });
        String mail = "Subject: whole\n\ntext\n";
        assertThat(post("message/rfc822", "?from=s@example.org&to=r@example.net", mail)
                        .statusCode())
                .isEqualTo(200);
        assertThat(seen)
                .containsExactly("msg_gen_data_spool s@example.org", "validate_set_binding", "final_validation");
        HttpResponse<String> refused = post("message/rfc822", "?from=spam@example.org&to=r@example.net", mail);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("550 5.7.1 not from here");
        assertThat(receiver.awaitSubject("whole", PATIENCE).header("Received").orElseThrow())
                .contains("with HTTP");
    }

    private HttpResponse<String> post(String type, String query, String body) throws Exception {
        int port = address("grapnel.set.http.listen").getPort();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/messages" + query))
                .header("Content-Type", type)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("app:secret".getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private boolean open() {
        try (Socket socket = new Socket()) {
            socket.connect(address("grapnel.set.http.listen"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
