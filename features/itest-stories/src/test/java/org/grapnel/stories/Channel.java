package org.grapnel.stories;

/** How a client's connection is protected. */
enum Channel {
    PLAIN,
    STARTTLS,
    IMPLICIT;

    boolean secure() {
        return this != PLAIN;
    }
}
