package org.grapnel.mta.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.auth.CertificateMapper;
import org.grapnel.hook.auth.Judgement;
import org.grapnel.hook.auth.PasswordChecker;
import org.grapnel.hook.auth.ScramKeyStore;
import org.grapnel.hook.auth.SecretStore;
import org.grapnel.hook.auth.TokenChecker;
import org.grapnel.hook.session.TlsState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mechanism against the examples of its RFC, and against what must not pass. */
class SpeaksMechanismsTest {
    private static final String CHALLENGE = "<1896.697170952@postoffice.reston.mci.net>";
    private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";

    @TempDir
    private Path directory;

    private final FakeStores stores = new FakeStores();

    // RFC 4616 4

    @Test
    void plain_takes_name_and_password() throws Exception {
        addUser("tim", "tanstaaftanstaaf", false);
        assertThat(judged(new Plain(users()), "\0tim\0tanstaaftanstaaf")).isEqualTo(new Judgement.Accepted("tim"));
        assertThat(judged(new Plain(users()), "tim\0tim\0tanstaaftanstaaf")).isEqualTo(new Judgement.Accepted("tim"));
        assertThat(judged(new Plain(users()), "\0tim\0tanstaaf")).isEqualTo(Judgement.REFUSED);
        assertThat(judged(new Plain(users()), "\0tom\0tanstaaftanstaaf")).isEqualTo(Judgement.REFUSED);
        assertThat(judged(new Plain(users()), "\0tim\0")).isEqualTo(Judgement.REFUSED);
    }

    @Test
    void plain_lets_nobody_act_as_somebody_else() throws Exception {
        addUser("Kurt", "xipj3plmq", false);
        assertThat(judged(new Plain(users()), "Ursel\0Kurt\0xipj3plmq")).isEqualTo(Judgement.REFUSED);
    }

    @Test
    void plain_is_malformed_without_its_three_parts() throws Exception {
        for (String bad : List.of("", "tim", "tim\0secret", "\0\0secret", "\0tim\0sec\0ret")) {
            assertThat(step(new Plain(users()), bad)).as(bad).isInstanceOf(Step.Malformed.class);
        }
        assertThat(new Plain(users()).begin(FakeSession.PLAIN).next(new byte[] {0, (byte) 0xff, 0, 'x'}))
                .isInstanceOf(Step.Malformed.class);
    }

    @Test
    void login_asks_for_name_and_password_and_takes_the_name_at_once() throws Exception {
        addUser("tim", "secret", false);
        Conversation asked = new Login(users()).begin(FakeSession.PLAIN);
        assertThat(text(asked.next(new byte[0]))).isEqualTo("Username:");
        assertThat(text(asked.next(bytes("tim")))).isEqualTo("Password:");
        assertThat(judged(asked.next(bytes("secret")))).isEqualTo(new Judgement.Accepted("tim"));

        Conversation named = new Login(users()).begin(FakeSession.PLAIN);
        assertThat(text(named.next(bytes("tim")))).isEqualTo("Password:");
        assertThat(judged(named.next(bytes("wrong")))).isEqualTo(Judgement.REFUSED);
    }

    // RFC 2195 2

    @Test
    void cram_md5_takes_the_digest_of_its_challenge() throws Exception {
        addUser("tim", "tanstaaftanstaaf", true);
        CramMd5 mechanism = new CramMd5(users(), () -> CHALLENGE);
        Conversation good = mechanism.begin(FakeSession.PLAIN);
        assertThat(text(good.next(new byte[0]))).isEqualTo(CHALLENGE);
        assertThat(judged(good.next(bytes("tim b913a602c7eda7a495b4e6e7334d3890"))))
                .isEqualTo(new Judgement.Accepted("tim"));
        for (String bad :
                List.of("tim b913a602c7eda7a495b4e6e7334d3891", "tom b913a602c7eda7a495b4e6e7334d3890", "tim x")) {
            Conversation conversation = mechanism.begin(FakeSession.PLAIN);
            conversation.next(new byte[0]);
            assertThat(judged(conversation.next(bytes(bad)))).as(bad).isEqualTo(Judgement.REFUSED);
        }
        assertThat(mechanism.begin(FakeSession.PLAIN).next(bytes("tim"))).isInstanceOf(Step.Malformed.class);
    }

    @Test
    void cram_md5_is_usable_only_where_secrets_can_be_read() throws Exception {
        CramMd5 mechanism = new CramMd5(users(), () -> CHALLENGE);
        addUser("tim", "tanstaaftanstaaf", false);
        assertThat(mechanism.usable(FakeSession.PLAIN)).isFalse();
        addUser("tim", "tanstaaftanstaaf", true);
        assertThat(mechanism.usable(FakeSession.PLAIN)).isTrue();
    }

    // RFC 7677 3

    @Test
    void scram_takes_the_proof_and_gives_its_own() throws Exception {
        pencil();
        Conversation conversation = scram().begin(FakeSession.PLAIN);
        assertThat(text(conversation.next(bytes("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"))))
                .isEqualTo("r=rOprNGfwEbeRWgbNEkqO" + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        Step last = conversation.next(bytes(
                "c=biws,r=rOprNGfwEbeRWgbNEkqO" + SERVER_NONCE + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="));
        assertThat(judged(last)).isEqualTo(new Judgement.Accepted("user"));
        assertThat(((Step.Judge) last).claim().parting().word(true).map(Bytes::text))
                .contains("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        assertThat(((Step.Judge) last).claim().parting().word(false)).isEmpty();
    }

    @Test
    void scram_refuses_another_proof_nonce_or_binding() throws Exception {
        pencil();
        String nonce = "rOprNGfwEbeRWgbNEkqO" + SERVER_NONCE;
        for (String bad : List.of(
                "c=biws,r=" + nonce + ",p=eHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "c=biws,r=" + nonce + "x,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "c=eSws,r=" + nonce + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                "c=biws,r=" + nonce + ",p=AAAA")) {
            Conversation conversation = scram().begin(FakeSession.PLAIN);
            conversation.next(bytes("n,,n=user,r=rOprNGfwEbeRWgbNEkqO"));
            assertThat(judged(conversation.next(bytes(bad)))).as(bad).isEqualTo(Judgement.REFUSED);
        }
    }

    @Test
    void scram_gives_users_who_do_not_exist_a_salt_that_stays() throws Exception {
        Users users = users();
        String first =
                text(new ScramSha256(users, () -> "s").begin(FakeSession.PLAIN).next(bytes("n,,n=nobody,r=c")));
        String second =
                text(new ScramSha256(users, () -> "s").begin(FakeSession.PLAIN).next(bytes("n,,n=nobody,r=c")));
        String other =
                text(new ScramSha256(users, () -> "s").begin(FakeSession.PLAIN).next(bytes("n,,n=noone,r=c")));
        assertThat(first).isEqualTo(second).isNotEqualTo(other).endsWith(",i=4096");
    }

    @Test
    void scram_is_malformed_with_channel_binding_extensions_or_a_bad_name() throws Exception {
        for (String bad : List.of(
                "p=tls-unique,,n=user,r=x",
                "n,,m=x,n=user,r=x",
                "n,,n=us=er,r=x",
                "n,,n=,r=x",
                "n,,n=user",
                "",
                "n,,n=u\u0007,r=x")) {
            assertThat(step(scram(), bad)).as(bad).isInstanceOf(Step.Malformed.class);
        }
    }

    @Test
    void scram_names_may_hold_comma_and_equals_sign() throws Exception {
        assertThat(ScramFirst.read("n,a=x=2Cy,n=a=3Db=2Cc,r=x").user()).isEqualTo("a=b,c");
        assertThat(ScramFirst.read("n,a=x=2Cy,n=a=3Db=2Cc,r=x").authorizationId())
                .contains("x,y");
    }

    // RFC 7628 4.1

    @Test
    void oauthbearer_hands_the_token_to_a_service() throws Exception {
        stores.with((TokenChecker) (token, user, session) -> token.equals("vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==")
                ? new Judgement.Accepted("user@example.com")
                : Judgement.UNKNOWN);
        OAuthBearer mechanism = new OAuthBearer(users());
        String example = "n,a=user@example.com,\u0001host=server.example.com\u0001port=143\u0001"
                + "auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\u0001\u0001";
        assertThat(judged(mechanism, example)).isEqualTo(new Judgement.Accepted("user@example.com"));
        assertThat(judged(mechanism, example.replace("a=user", "a=other"))).isEqualTo(Judgement.REFUSED);
        Step refused = step(mechanism, example.replace("vF9", "vF8"));
        assertThat(judged(refused)).isEqualTo(Judgement.REFUSED);
        assertThat(((Step.Judge) refused).claim().parting().word(false).map(Bytes::text))
                .contains("{\"status\":\"invalid_token\"}");
        for (String bad : List.of("", "n,,", "n,,\u0001auth=Basic x\u0001\u0001", "n,,\u0001auth=Bearer x\u0001")) {
            assertThat(step(mechanism, bad)).as(bad).isInstanceOf(Step.Malformed.class);
        }
    }

    @Test
    void oauthbearer_is_usable_only_with_a_service() throws Exception {
        assertThat(new OAuthBearer(users()).usable(FakeSession.PLAIN)).isFalse();
    }

    @Test
    void external_is_usable_only_with_a_verified_certificate_and_asks_who_it_stands_for() throws Exception {
        stores.with((CertificateMapper) (chain, user, session) -> new Judgement.Accepted("device-7"));
        External mechanism = new External(users());
        assertThat(mechanism.usable(FakeSession.PLAIN)).isFalse();
        assertThat(mechanism.usable(tls(false))).isFalse();
        assertThat(mechanism.usable(tls(true))).isTrue();
        assertThat(judged(mechanism.begin(tls(true)).next(new byte[0]))).isEqualTo(new Judgement.Accepted("device-7"));
        assertThat(judged(mechanism.begin(tls(true)).next(bytes("device-7"))))
                .isEqualTo(new Judgement.Accepted("device-7"));
        assertThat(judged(mechanism.begin(tls(true)).next(bytes("device-8")))).isEqualTo(Judgement.REFUSED);
    }

    @Test
    void the_users_file_knows_certificates_by_mail_address_or_common_name() throws Exception {
        addUser("client.test", "unused", false);
        assertThat(CertificateNames.of(TestCertificate.CERTIFICATE))
                .containsExactly("client@example.com", "client.test");
        External mechanism = new External(users());
        assertThat(judged(mechanism.begin(tls(true)).next(new byte[0])))
                .isEqualTo(new Judgement.Accepted("client.test"));
        assertThat(judged(mechanism.begin(tls(true)).next(bytes("client@example.com"))))
                .isEqualTo(Judgement.REFUSED);
    }

    @Test
    void stores_are_asked_in_rank_order_until_one_knows_the_user_and_the_file_last() throws Exception {
        addUser("tim", "from-the-file", false);
        AtomicInteger third = new AtomicInteger();
        stores.with((PasswordChecker) (user, password, session) -> Judgement.UNKNOWN)
                .with((PasswordChecker) (user, password, session) -> user.equals("tim")
                        ? Judgement.UNKNOWN
                        : user.equals("ann") && password.equals("a")
                                ? new Judgement.Accepted("Ann")
                                : Judgement.REFUSED)
                .with((PasswordChecker) (user, password, session) -> {
                    third.incrementAndGet();
                    return Judgement.UNKNOWN;
                });
        Plain mechanism = new Plain(users());
        assertThat(judged(mechanism, "\0ann\0a")).isEqualTo(new Judgement.Accepted("Ann"));
        assertThat(judged(mechanism, "\0bob\0a")).isEqualTo(Judgement.REFUSED);
        assertThat(third).hasValue(0);
        assertThat(judged(mechanism, "\0tim\0from-the-file")).isEqualTo(new Judgement.Accepted("tim"));
        assertThat(third).hasValue(1);
    }

    @Test
    void a_store_that_fails_ends_the_exchange_and_its_words_go_nowhere() {
        stores.with((PasswordChecker) (user, password, session) -> {
            throw new IllegalStateException("no entry for " + password);
        });
        assertThatThrownBy(() -> judged(new Plain(users()), "\0tim\0topsecret"))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("topsecret")
                .hasNoCause();
        stores.with((SecretStore) user -> {
            throw new IOException("down");
        });
        CramMd5 mechanism = new CramMd5(users(), () -> CHALLENGE);
        assertThatThrownBy(() -> {
                    Conversation conversation = mechanism.begin(FakeSession.PLAIN);
                    conversation.next(new byte[0]);
                    judged(conversation.next(bytes("tim x")));
                })
                .isInstanceOf(IOException.class);
    }

    private void pencil() {
        Bytes salt = Bytes.of(Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ=="));
        stores.with((ScramKeyStore) user ->
                user.equals("user") ? Optional.of(SaltedPassword.keys("pencil", salt, 4096)) : Optional.empty());
    }

    private ScramSha256 scram() {
        return new ScramSha256(users(), () -> SERVER_NONCE);
    }

    private Users users() {
        return new Users(
                stores, new UsersFile(directory.resolve("users")), new Decoy(new SecureRandom(), () -> 4096, 1));
    }

    private void addUser(String name, String password, boolean readable) throws IOException {
        new UserAdmin(new UsersFile(directory.resolve("users")), () -> 4096, new SecureRandom())
                .set(name, password, readable);
    }

    private static FakeSession tls(boolean verified) {
        return new FakeSession(Optional.of(new TlsState(
                "TLSv1.3",
                "TLS_AES_256_GCM_SHA384",
                Optional.empty(),
                List.of(TestCertificate.CERTIFICATE),
                verified)));
    }

    private static Step step(Mechanism mechanism, String response) throws IOException {
        return mechanism.begin(FakeSession.PLAIN).next(bytes(response));
    }

    private static Judgement judged(Mechanism mechanism, String response) throws IOException {
        return judged(step(mechanism, response));
    }

    private static Judgement judged(Step step) throws IOException {
        return ((Step.Judge) step).claim().judge();
    }

    private static String text(Step step) {
        return ((Step.Challenge) step).text().text();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
