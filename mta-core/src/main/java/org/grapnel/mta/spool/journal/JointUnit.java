package org.grapnel.mta.spool.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.grapnel.mta.spool.Change;
import org.grapnel.mta.spool.SpoolException;
import org.jspecify.annotations.Nullable;

/** New mail, and what becomes of messages that are present, as one: only its last record closes it. */
final class JointUnit extends Unit {
    private final List<Unit> parts;

    private JointUnit(List<Unit> parts) {
        this.parts = parts;
    }

    /** @param mail whose last record closes it only where there are no changes */
    static Unit of(Unit mail, List<Change> changes) {
        if (changes.isEmpty()) {
            return mail;
        }
        List<Unit> parts = new ArrayList<>(changes.size() + 1);
        parts.add(mail);
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            boolean closes = i == changes.size() - 1;
            parts.add(
                    change instanceof Change.Update update
                            ? new MessageUnits.UpdateUnit(update.id(), update.metadata(), closes)
                            : new MessageUnits.RemoveUnit(change.id(), closes));
        }
        return new JointUnit(List.copyOf(parts));
    }

    @Override
    List<Long> messages() {
        return parts.stream().flatMap(part -> part.messages().stream()).toList();
    }

    @Override
    long bytes() {
        return parts.stream().mapToLong(Unit::bytes).sum();
    }

    @Override
    boolean addsMail() {
        return parts.stream().anyMatch(Unit::addsMail);
    }

    @Override
    @Nullable
    SpoolException check(Ledger ledger) {
        return parts.stream()
                .map(part -> part.check(ledger))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    List<Draft> drafts() {
        return parts.stream().flatMap(part -> part.drafts().stream()).toList();
    }

    @Override
    void apply(Ledger ledger) {
        parts.forEach(part -> part.apply(ledger));
    }

    @Override
    void refused(Ledger ledger, SpoolException why) {
        parts.forEach(part -> part.refused(ledger, why));
    }
}
