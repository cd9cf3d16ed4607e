package org.grapnel.mta.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.session.ClientCertificate;

/** The types of the options of TLS. */
final class TlsSyntax {
    private static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");
    private static final Map<String, ClientCertificate> MODES = Map.of(
            "none", ClientCertificate.NONE,
            "optional", ClientCertificate.REQUESTED,
            "required", ClientCertificate.REQUIRED);

    static final ValueType<Optional<Path>> FILE_OR_NONE = ValueType.scalar(
            "a file",
            String.class,
            text -> text.isEmpty() ? Optional.empty() : Optional.of(file(text)),
            path -> path.map(Path::toString).orElse(""),
            path -> path.map(Path::toString).orElse(""));
    static final ValueType<TlsNames> NAMES = ValueType.list(
            "a list of NAME=CERTIFICATE[:KEY], such as mx.example.com=etc/tls/mx.pem:etc/tls/mx.key, with *.example.com"
                    + " for all below one",
            TlsNames::parse,
            names -> names.entries().stream().map(TlsNames.Entry::toString).toList());
    static final ValueType<ClientCertificate> CLIENT_CERTIFICATE = ValueType.scalar(
            "one of none, optional, required", String.class, TlsSyntax::mode, TlsSyntax::word, TlsSyntax::word);
    static final ValueType<List<String>> PROTOCOLS =
            ValueType.list("a list of TLSv1.3, TLSv1.2", TlsSyntax::protocols, protocols -> protocols);
    static final ValueType<List<String>> CIPHERS = ValueType.list(
            "a list of cipher suites, such as TLS_AES_256_GCM_SHA384", TlsSyntax::ciphers, ciphers -> ciphers);

    private TlsSyntax() {}

    static Path file(String text) throws BadValue {
        try {
            if (!text.isEmpty()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            throw new BadValue("'" + text + "' is no path: " + e.getReason(), "write another file");
        }
        throw new BadValue("names no file", "write one");
    }

    private static ClientCertificate mode(String text) throws BadValue {
        ClientCertificate mode = MODES.get(text.toLowerCase(Locale.ROOT));
        if (mode == null) {
            throw new BadValue("'" + text + "' is unknown", "write one of none, optional, required");
        }
        return mode;
    }

    private static String word(ClientCertificate mode) {
        return MODES.entrySet().stream()
                .filter(entry -> entry.getValue() == mode)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> protocols(List<String> texts) throws BadValue {
        for (String text : texts) {
            if (!VERSIONS.contains(text)) {
                throw new BadValue("'" + text + "' is not spoken", "write TLSv1.3, TLSv1.2 or both");
            }
        }
        if (texts.isEmpty()) {
            throw new BadValue("is empty", "write TLSv1.3, TLSv1.2 or both");
        }
        return List.copyOf(texts);
    }

    /** Whether the Java runtime has them is seen when a context is built. */
    private static List<String> ciphers(List<String> texts) throws BadValue {
        for (String text : texts) {
            if (!text.matches("[A-Z0-9_]{1,80}")) {
                throw new BadValue("'" + text + "' is no cipher suite", "write it like TLS_AES_256_GCM_SHA384");
            }
        }
        return List.copyOf(texts);
    }
}
