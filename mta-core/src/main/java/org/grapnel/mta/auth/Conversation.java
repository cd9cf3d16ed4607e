package org.grapnel.mta.auth;

import java.io.IOException;

/** The server's side of one exchange. Belongs to the session's thread. */
public interface Conversation {
    /**
     * Takes the client's next response, decoded. Where the server has the first word it is asked with an empty response.
     *
     * @throws IOException when a store of users can't answer
     */
    Step next(byte[] response) throws IOException;
}
