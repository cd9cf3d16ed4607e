package org.grapnel.hook.control;

/**
 * Who sent a command line, and through which face.
 *
 * @param user as the face authenticated it; for the control socket, which only its owner can open, as the client says
 * @param face {@code exec}, {@code shell}, {@code ssh}, {@code http}, {@code web} or a vendor's own word
 */
public record Caller(String user, String face) {
    public Caller {
        require("user", user);
        require("face", face);
    }

    private static void require(String what, String word) {
        if (word.isEmpty() || word.length() > 256 || word.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("caller: the " + what + " must be 1–256 printable characters");
        }
    }
}
