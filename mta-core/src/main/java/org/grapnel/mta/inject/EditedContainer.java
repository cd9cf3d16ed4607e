package org.grapnel.mta.inject;

import java.util.List;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.reception.ContainerPart;
import org.grapnel.hook.reception.EditableContainer;
import org.grapnel.hook.reception.SubmittedContainer;

/** A container whose mail is made. Belongs to the injection's thread. */
final class EditedContainer implements EditableContainer {
    private final Containers.Limits limits;
    private SubmittedContainer container;

    EditedContainer(SubmittedContainer container, Containers.Limits limits) {
        this.container = container;
        this.limits = limits;
    }

    @Override
    public SubmittedContainer container() {
        return container;
    }

    @Override
    public void put(ContainerPart part) {
        requireMetadata(part);
        container.part(part.name()).ifPresent(EditedContainer::requireMetadata);
        SubmittedContainer changed = container.withPart(part);
        Optional<Reply> problem = Containers.problem(changed, limits);
        if (problem.isPresent()) {
            throw new IllegalArgumentException(problem.get().toString());
        }
        container = changed;
    }

    @Override
    public boolean remove(String name) {
        Optional<ContainerPart> part = container.part(name);
        part.ifPresent(EditedContainer::requireMetadata);
        List<ContainerPart> left = container.parts().stream()
                .filter(other -> !other.name().equals(name))
                .toList();
        container = container.withParts(left);
        return part.isPresent();
    }

    private static void requireMetadata(ContainerPart part) {
        if (part.kind().isMail()) {
            throw new IllegalArgumentException(
                    part.name() + ": it has become part of the mail; change the Message's content instead");
        }
    }
}
