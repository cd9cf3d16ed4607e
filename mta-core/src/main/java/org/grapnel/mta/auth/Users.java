package org.grapnel.mta.auth;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.auth.Authenticator;
import org.grapnel.hook.auth.CertificateMapper;
import org.grapnel.hook.auth.Judgement;
import org.grapnel.hook.auth.PasswordChecker;
import org.grapnel.hook.auth.Peer;
import org.grapnel.hook.auth.ScramKeyStore;
import org.grapnel.hook.auth.ScramKeys;
import org.grapnel.hook.auth.SecretStore;
import org.grapnel.hook.auth.TokenChecker;
import org.grapnel.hook.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All stores as one: the registered ones in rank order until one knows the user, then the users file. Safe for use by any thread. */
public final class Users implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Users.class);

    private final Stores stores;
    private final UsersFile file;
    private final Decoy decoy;

    public Users(Stores stores, UsersFile file, Decoy decoy) {
        this.stores = stores;
        this.file = file;
        this.decoy = decoy;
    }

    /**
     * The keys of a user, or such as nobody's password fits.
     *
     * @param known false for a user whom no store knows; the exchange goes on all the same and fails at its end
     */
    record Keys(ScramKeys keys, boolean known) {}

    /** Something a store is asked. */
    private interface Question<T, R> {
        R ask(T store) throws IOException;
    }

    boolean checksPasswords() {
        return !stores.of(PasswordChecker.class).isEmpty() || !file.isEmpty();
    }

    boolean hasScramKeys() {
        return !stores.of(ScramKeyStore.class).isEmpty() || !file.isEmpty();
    }

    boolean hasSecrets() {
        return !stores.of(SecretStore.class).isEmpty() || file.hasSecrets();
    }

    boolean checksTokens() {
        return !stores.of(TokenChecker.class).isEmpty();
    }

    @Override
    public Judgement password(String user, String password, InetSocketAddress client) throws IOException {
        return password(user, password, new Peer(client, Optional.empty()));
    }

    Judgement password(String user, String password, Peer peer) throws IOException {
        Judgement judgement =
                firstToKnow(PasswordChecker.class, checker -> checker.checkPassword(user, password, peer));
        if (!(judgement instanceof Judgement.Unknown)) {
            return judgement;
        }
        // RFC 4616 2 has names and passwords prepared; what can't be prepared is nobody's, and takes as long
        Optional<String> name = Saslprep.prepare(user);
        Optional<String> prepared = Saslprep.prepare(password);
        Optional<ScramKeys> keys = name.flatMap(file::find).map(UserEntry::keys);
        boolean matches = decoy.matches(prepared.orElse(""), keys.orElseGet(() -> decoy.keys(user)));
        boolean fits = matches
                && keys.isPresent()
                && prepared.isPresent()
                && !prepared.get().isEmpty();
        return fits ? new Judgement.Accepted(name.orElseThrow()) : Judgement.REFUSED;
    }

    Keys scramKeys(String user) throws IOException {
        for (ScramKeyStore store : stores.of(ScramKeyStore.class)) {
            Optional<ScramKeys> keys = ask(store, each -> each.scramKeys(user));
            if (keys.isPresent()) {
                return new Keys(keys.get(), true);
            }
        }
        return file.find(user)
                .map(entry -> new Keys(entry.keys(), true))
                .orElseGet(() -> new Keys(decoy.keys(user), false));
    }

    Optional<String> secret(String user) throws IOException {
        for (SecretStore store : stores.of(SecretStore.class)) {
            Optional<String> secret = ask(store, each -> each.secret(user));
            if (secret.isPresent()) {
                return secret;
            }
        }
        return file.find(user).flatMap(UserEntry::secret);
    }

    Judgement token(String token, Optional<String> user, Session session) throws IOException {
        return known(firstToKnow(TokenChecker.class, checker -> checker.checkToken(token, user, session)));
    }

    Judgement certificate(List<X509Certificate> chain, Optional<String> user, Session session) throws IOException {
        Judgement judgement =
                firstToKnow(CertificateMapper.class, mapper -> mapper.checkCertificate(chain, user, session));
        return judgement instanceof Judgement.Unknown
                ? CertificateNames.of(chain.get(0)).stream()
                        .filter(name -> user.isEmpty() || user.get().equals(name))
                        .filter(name -> file.find(name).isPresent())
                        .findFirst()
                        .<Judgement>map(Judgement.Accepted::new)
                        .orElse(Judgement.REFUSED)
                : judgement;
    }

    private <T> Judgement firstToKnow(Class<T> type, Question<T, Judgement> question) throws IOException {
        for (T store : stores.of(type)) {
            Judgement judgement = ask(store, question);
            if (!(judgement instanceof Judgement.Unknown)) {
                return judgement;
            }
        }
        return Judgement.UNKNOWN;
    }

    private static Judgement known(Judgement judgement) {
        return judgement instanceof Judgement.Unknown ? Judgement.REFUSED : judgement;
    }

    /** A faulty store is told of without its words: they could hold the secret. */
    private static <T, R> R ask(T store, Question<T, R> question) throws IOException {
        try {
            R answer = question.ask(store);
            if (answer == null) {
                throw new IOException("it answered null");
            }
            return answer;
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.error(
                    "the store of users {} failed: {} at {}; see to it, its users can't authenticate",
                    store.getClass().getName(),
                    e.getClass().getName(),
                    Arrays.stream(e.getStackTrace()).limit(8).toList());
            throw new IOException("the store " + store.getClass().getName() + " failed");
        }
    }
}
