package org.grapnel.deployer.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.osgi.framework.Constants;

/** Reads what services a jar's component descriptions promise (OSGi Compendium 112.4). */
final class ComponentFiles {
    private static final int LARGEST = 1024 * 1024;
    private static final int MOST = 1000;

    private ComponentFiles() {}

    /** Empty when a bundle activator may register services that nothing tells of. */
    static Optional<NavigableSet<String>> services(Path jar, Attributes headers) throws DeployException {
        NavigableSet<String> services = new TreeSet<>();
        List<Pattern> wanted = Clauses.of(headers.getValue("Service-Component")).stream()
                .map(ComponentFiles::pattern)
                .toList();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> files = zip.stream()
                    .filter(entry -> wanted.stream().anyMatch(pattern -> pattern.matcher(entry.getName())
                            .matches()))
                    .limit(MOST)
                    .toList();
            for (ZipEntry file : files) {
                try (InputStream in = zip.getInputStream(file)) {
                    read(in, services);
                } catch (XMLStreamException e) {
                    throw DeployException.because("its component description " + file.getName() + " can't be read: "
                            + e.getMessage() + "; build it again");
                }
            }
        } catch (IOException e) {
            throw DeployException.because("its component descriptions can't be read: " + e + "; copy it again");
        }
        return headers.getValue(Constants.BUNDLE_ACTIVATOR) == null ? Optional.of(services) : Optional.empty();
    }

    /** A path of the header may have stars in its last part (112.4.1). */
    private static Pattern pattern(String clause) {
        String path = clause.split(";", 2)[0].strip();
        return Pattern.compile(
                List.of(path.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining("[^/]*")));
    }

    private static void read(InputStream in, NavigableSet<String> services) throws IOException, XMLStreamException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new XMLStreamException("it is larger than 1 MB");
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new java.io.ByteArrayInputStream(bytes));
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamReader.START_ELEMENT
                    && reader.getLocalName().equals("provide")) {
                String type = reader.getAttributeValue(null, "interface");
                if (type != null) {
                    services.add(type);
                }
            }
        }
    }
}
