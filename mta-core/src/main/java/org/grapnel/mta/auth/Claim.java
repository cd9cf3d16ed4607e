package org.grapnel.mta.auth;

import java.io.IOException;
import java.util.Optional;
import org.grapnel.hook.Bytes;
import org.grapnel.hook.auth.Judgement;
import org.grapnel.hook.session.Credentials;

/**
 * What a client has shown, and how it is judged.
 *
 * @param check asks the stores
 * @param parting what the mechanism still says before the reply, as a challenge that the client answers
 */
public record Claim(Credentials credentials, Check check, Parting parting) {
    /** Asks the stores. */
    public interface Check {
        Judgement judge() throws IOException;
    }

    /** The last challenge, by how the claim was judged. */
    public interface Parting {
        Optional<Bytes> word(boolean accepted);
    }

    /** A claim after which the mechanism has nothing more to say. */
    static Step of(Credentials credentials, Check check) {
        return new Step.Judge(new Claim(credentials, check, accepted -> Optional.empty()));
    }

    public Judgement judge() throws IOException {
        return check.judge();
    }

    @Override
    public String toString() {
        return "Claim[" + credentials + "]";
    }
}
