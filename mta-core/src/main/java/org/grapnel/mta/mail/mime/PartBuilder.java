package org.grapnel.mta.mail.mime;

import java.io.ByteArrayOutputStream;
import java.util.function.BiFunction;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptorBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.ByteSequence;

/** Is told by the library of each entity's fields, and says how to go on with it. Knows the entity's place in the tree. */
final class PartBuilder implements BodyDescriptorBuilder {
    private final String path;
    private final BiFunction<String, byte[], Descriptor> entities;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream(256);
    private int children;

    /** @param entities given path and header of an entity when the header is complete */
    PartBuilder(String path, BiFunction<String, byte[], Descriptor> entities) {
        this.path = path;
        this.entities = entities;
    }

    @Override
    public void reset() {
        header.reset();
    }

    @Override
    public Field addField(RawField field) {
        ByteSequence raw = field.getRaw();
        if (raw != null) {
            byte[] octets = raw.toByteArray();
            header.writeBytes(octets);
            if (octets.length == 0 || octets[octets.length - 1] != '\n') {
                header.write('\r');
                header.write('\n');
            }
        }
        return field;
    }

    @Override
    public BodyDescriptor build() {
        return entities.apply(path, header.toByteArray());
    }

    @Override
    public PartBuilder newChild() {
        children++;
        return new PartBuilder(path.isEmpty() ? Integer.toString(children) : path + "." + children, entities);
    }
}
