package org.grapnel.mta.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the texts of responses. */
final class Names {
    /** Longest user name, in characters. */
    static final int LONGEST = 255;

    private Names() {}

    /** Valid UTF-8 only, without NUL. */
    static Optional<String> text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.indexOf('\0') >= 0 ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty(); // the caller says what is wrong
        }
    }

    /** A user's name: 1 to 255 characters, none of them a control character. */
    static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl);
    }

    /** Nobody acts for another: the identity to act as is left open or the own one. */
    static boolean actsForItself(Optional<String> authorizationId, String user) {
        return authorizationId.isEmpty() || authorizationId.get().equals(user);
    }
}
