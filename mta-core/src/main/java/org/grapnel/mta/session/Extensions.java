package org.grapnel.mta.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.grapnel.hook.session.EsmtpKeywords;
import org.grapnel.mta.config.ReceptionOptions;

/** The table of the service extensions that EHLO offers (RFC 5321 2.2). */
final class Extensions {
    /**
     * One line of the table.
     *
     * @param offer what stands behind the keyword; empty text for nothing, no value where it is not offered in this session now
     */
    record Extension(String keyword, Function<Exchange, Optional<String>> offer) {}

    private static final List<Extension> TABLE = List.of(
            always("PIPELINING"), // RFC 2920
            new Extension("SIZE", Extensions::size), // RFC 1870
            always("8BITMIME"), // RFC 6152
            new Extension("XCLIENT", Xclient::offer),
            always("CHUNKING"), // RFC 3030 2
            always("BINARYMIME"), // RFC 3030 3
            always("SMTPUTF8"), // RFC 6531
            always("DSN"), // RFC 3461
            always("ENHANCEDSTATUSCODES"), // RFC 2034
            new Extension("STARTTLS", StartTls::offer), // RFC 3207
            new Extension("REQUIRETLS", RequireTls::offer), // RFC 8689
            new Extension("AUTH", AuthVerb::offer)); // RFC 4954

    private Extensions() {}

    /** The keywords for a session as it stands, in the order of the table. */
    static EsmtpKeywords offered(Exchange exchange) {
        Map<String, String> keywords = new LinkedHashMap<>();
        for (Extension extension : TABLE) {
            extension.offer().apply(exchange).ifPresent(value -> keywords.put(extension.keyword(), value));
        }
        return new EsmtpKeywords(keywords);
    }

    private static Extension always(String keyword) {
        return new Extension(keyword, exchange -> Optional.of(""));
    }

    private static Optional<String> size(Exchange exchange) {
        return Optional.of(Long.toString(exchange.setting(ReceptionOptions.MAX_MESSAGE_SIZE)));
    }
}
