package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.grapnel.testkit.Await;
import org.grapnel.testkit.Finished;
import org.grapnel.testkit.Instance;
import org.grapnel.testkit.Program;
import org.grapnel.testkit.ReceivedMail;
import org.grapnel.testkit.ReceivingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mail that programs hand in over HTTP, with curl as the program. */
class HttpInjectionIT {
    private static final String USER = "app:a long secret of the app";

    @TempDir
    private static Path work;

    private static ReceivingServer receiver;
    private static Instance grapnel;

    @BeforeAll
    static void start() throws IOException {
        receiver = ReceivingServer.setup().open();
        grapnel = Instance.setup()
                .routeAllTo(receiver)
                .set("max_message_size", "64KB")
                .start();
        Path secret = Files.writeString(work.resolve("secret"), USER.substring(4));
        grapnel.exec("user:set app --from '" + secret + "'").expectSuccess();
        Await.until(Post.LIMIT, HttpInjectionIT::listens, () -> "nothing listens for HTTP");
    }

    @AfterAll
    static void stop() throws IOException {
        grapnel.close();
        receiver.close();
    }

    private record Answer(int status, JsonNode body) {}

    @Test
    void a_whole_mail_is_taken_with_the_envelope_in_the_query() throws IOException {
        Path mail = file("mail", "From: a@a.test\nSubject: whole, by curl\n\nHello\n.\nworld\n");
        Answer answer = post(
                "?from=a@a.test&to=b@b.test&to=c@c.test",
                "-H",
                "Content-Type: message/rfc822",
                "--data-binary",
                "@" + mail);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("ids")).hasSize(2); // a Message for each domain
        ReceivedMail received = receiver.awaitSubject("whole, by curl", Post.LIMIT);
        assertThat(received.body()).isEqualTo("Hello\r\n.\r\nworld\r\n");
        assertThat(received.header("Received").orElseThrow()).contains("with HTTP");
    }

    @Test
    void parts_become_one_mail() throws IOException {
        Path attachment = file("list.csv", "a,b\r\n1,2\r\n");
        Path message =
                file("message", "{\"from\": \"a@a.test\", \"to\": [\"b@b.test\"], \"subject\": \"Teile für alle\"}");
        Answer answer = post(
                "",
                "-F",
                "message=<" + message + ";type=application/json",
                "-F",
                "text=<" + file("text", "Grüße"),
                "-F",
                "html=<" + file("html", "<p>Grüße</p>"),
                "-F",
                "list=@" + attachment + ";type=text/csv");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        ReceivedMail received = receiver.awaitSubject("=?ISO-8859-1?Q?Teile_f=FCr_alle?=", Post.LIMIT);
        assertThat(received.header("Content-Type").orElseThrow()).startsWith("multipart/mixed");
        assertThat(received.body())
                .contains("multipart/alternative")
                .contains("Gr=C3=BC=C3=9Fe")
                .contains("filename=list.csv");
        assertThat(received.raw()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?from=a@a.test&to=b@b.test | application/x-www-form-urlencoded | 415 | multipart/form-data",
                "?to=b@b.test               | message/rfc822 | 400 | from: give it once",
                "?from=a@a.test             | message/rfc822 | 422 | no recipient",
                "?from=a@a.test&to=nobody%20at%20all@b.test | message/rfc822 | 422 | not a local part",
                "?from=a@a.test&to=b@b.test%0d%0aRCPT | message/rfc822 | 400 | control character",
                "                           | multipart/form-data | 400 | no name",
                "                           | multipart/form-data; boundary=x | 400 | told apart",
            })
    void what_can_not_be_taken_is_refused_with_one_line(String query, String type, int status, String text)
            throws IOException {
        Path mail = file("refused", "Subject: refused\n\ntext\n");
        Answer answer = post(query == null ? "" : query, "-H", "Content-Type: " + type, "--data-binary", "@" + mail);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.body().path("error").asText()).contains(text);
    }

    @Test
    void a_mail_over_the_limit_is_413_and_the_next_one_is_taken() throws IOException {
        Path large =
                file("large", "Subject: large\n\n" + "x".repeat(70).concat("\n").repeat(2000));
        assertThat(post(
                                "?from=a@a.test&to=b@b.test",
                                "-H",
                                "Content-Type: message/rfc822",
                                "--data-binary",
                                "@" + large)
                        .status())
                .isEqualTo(413);
        assertThat(post(
                                "",
                                "-F",
                                "message={\"from\": \"a@a.test\", \"to\": \"b@b.test\"}",
                                "-F",
                                "text=<" + file("huge", "y".repeat(700_000)))
                        .status())
                .isEqualTo(413);
        a_whole_mail_is_taken_with_the_envelope_in_the_query();
    }

    @Test
    void only_users_may_inject() throws IOException {
        Path mail = file("mail", "Subject: x\n\nx\n");
        for (String user : List.of("app:wrong", "nobody:x", ":")) {
            Answer answer = send(
                    user,
                    "?from=a@a.test&to=b@b.test",
                    "-H",
                    "Content-Type: message/rfc822",
                    "--data-binary",
                    "@" + mail);
            assertThat(answer.status()).isEqualTo(401);
        }
        assertThat(grapnel.log()).doesNotContain("long secret");
    }

    private static Answer post(String query, String... arguments) throws IOException {
        return send(USER, query, arguments);
    }

    private static Answer send(String user, String query, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("curl", "-sS", "--max-time", "30", "-u", user, "-w", "\\n%{http_code}"));
        command.addAll(List.of(arguments));
        command.add("http://127.0.0.1:" + grapnel.http().getPort() + "/api/v1/messages" + query);
        Finished curl = Program.run(Post.LIMIT, command, Map.of()).expectSuccess();
        String[] shown = curl.out().strip().split("\n");
        return new Answer(
                Integer.parseInt(shown[shown.length - 1]),
                new ObjectMapper()
                        .readTree(curl.out()
                                .strip()
                                .substring(0, curl.out().strip().lastIndexOf('\n'))));
    }

    private static boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(grapnel.http());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path file(String name, String content) throws IOException {
        return Files.write(work.resolve(name), content.getBytes(StandardCharsets.UTF_8));
    }
}
