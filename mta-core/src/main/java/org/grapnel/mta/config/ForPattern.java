package org.grapnel.mta.config;

/** One entry {@code PATTERN=VALUE} of a list: what counts for the domains that the pattern covers. */
record ForPattern(String pattern, String value) {
    /**
     * Reads an entry.
     *
     * @param wrong what is said of a text without {@code =}, such as "is no route"
     */
    static ForPattern parse(String text, String wrong, String mend) throws BadValue {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new BadValue("'" + text + "' " + wrong, mend);
        }
        return new ForPattern(
                DomainPattern.parse(text.substring(0, equals).strip()),
                text.substring(equals + 1).strip());
    }
}
