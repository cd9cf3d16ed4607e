package org.grapnel.mta.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Certificates by the name that clients ask for. Equal to another one of the same entries. */
public final class TlsNames {
    static final TlsNames NONE = new TlsNames(Map.of());
    private static final String MEND =
            "write NAME=CERTIFICATE or NAME=CERTIFICATE:KEY, such as mx.example.com=etc/tls/mx.pem:etc/tls/mx.key";

    /**
     * One certificate.
     *
     * @param name a host name, {@code *.example.com} for all below one, {@code *} for all
     * @param key empty = in the file of the certificate
     */
    public record Entry(String name, Path certificate, Optional<Path> key) {
        @Override
        public String toString() {
            return name + "=" + certificate + key.map(path -> ":" + path).orElse("");
        }
    }

    private final List<Entry> entries;
    private final DomainPattern.Table<Entry> table;

    private TlsNames(Map<String, Entry> entries) {
        this.entries = List.copyOf(entries.values());
        this.table = new DomainPattern.Table<>(entries);
    }

    static TlsNames parse(List<String> texts) throws BadValue {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String text : texts) {
            ForPattern each = ForPattern.parse(text, "names no certificate", MEND);
            List<Path> files = new ArrayList<>();
            for (String file : each.value().split(":", -1)) {
                files.add(TlsSyntax.file(file.strip()));
            }
            if (files.size() > 2) {
                throw new BadValue("'" + text + "' has more than two files", MEND);
            }
            Entry entry = new Entry(
                    each.pattern(),
                    files.get(0),
                    files.size() == 2 ? Optional.of(files.get(1)) : Optional.<Path>empty());
            if (entries.put(each.pattern(), entry) != null) {
                throw new BadValue("'" + each.pattern() + "' stands twice", "write each name once");
            }
        }
        return new TlsNames(entries);
    }

    /**
     * The certificate of the most specific pattern.
     *
     * @param name in lower case
     */
    public Optional<Entry> find(String name) {
        return table.find(name);
    }

    /** In the order in which they were given. */
    public List<Entry> entries() {
        return entries;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsNames that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
