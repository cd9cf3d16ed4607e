package org.grapnel.mta.auth;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.grapnel.hook.auth.Judgement;
import org.grapnel.hook.session.Credentials;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.TlsState;

/** EXTERNAL (RFC 4422 appendix A): the client is who its verified certificate says; it sends the identity to act as, or nothing. */
final class External implements Mechanism {
    private final Users users;

    External(Users users) {
        this.users = users;
    }

    @Override
    public String name() {
        return "EXTERNAL";
    }

    @Override
    public boolean usable(Session session) {
        return !chain(session).isEmpty();
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public Conversation begin(Session session) {
        return response -> {
            Optional<String> text = Names.text(response);
            if (text.isEmpty() || (!text.get().isEmpty() && !Names.isName(text.get()))) {
                return new Step.Malformed("EXTERNAL takes a name of up to 255 characters, in UTF-8");
            }
            Optional<String> wanted = text.filter(name -> !name.isEmpty());
            List<X509Certificate> chain = chain(session);
            String shown = chain.isEmpty()
                    ? ""
                    : wanted.orElseGet(
                            () -> chain.get(0).getSubjectX500Principal().getName());
            return Claim.of(new Credentials(name(), shown, wanted, Optional.empty()), () -> {
                Judgement judgement = chain.isEmpty() ? Judgement.REFUSED : users.certificate(chain, wanted, session);
                return judgement instanceof Judgement.Accepted accepted
                                && wanted.isPresent()
                                && !accepted.identity().equals(wanted.get())
                        ? Judgement.REFUSED
                        : judgement;
            });
        };
    }

    private static List<X509Certificate> chain(Session session) {
        return session.tls()
                .filter(TlsState::peerVerified)
                .map(TlsState::peerChain)
                .orElse(List.of());
    }
}
