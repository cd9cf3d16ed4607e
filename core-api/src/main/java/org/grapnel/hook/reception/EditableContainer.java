package org.grapnel.hook.reception;

import org.osgi.annotation.versioning.ProviderType;

/** A submitted container whose mail was made: the parts that did not become mail may still be changed. Belongs to the thread of the call. */
@ProviderType
public interface EditableContainer {
    /** As it stands now. */
    SubmittedContainer container();

    /** Puts a METADATA part, in place of one of the same name; IllegalArgumentException for parts that are mail. */
    void put(ContainerPart part);

    /** Takes a METADATA part away and tells whether there was one; IllegalArgumentException for parts that are mail. */
    boolean remove(String name);
}
