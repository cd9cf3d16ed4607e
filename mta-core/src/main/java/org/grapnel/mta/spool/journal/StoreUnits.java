package org.grapnel.mta.spool.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.grapnel.mta.spool.MessageId;
import org.grapnel.mta.spool.SpoolException;
import org.jspecify.annotations.Nullable;

/** The units that bring a body and its messages: chunks on their own for a large body, then the last chunk with all messages. */
final class StoreUnits {
    private StoreUnits() {}

    /** One chunk of a large body, not the last. Alone it is dead after a crash, for no message refers to it. */
    static final class ChunkUnit extends Unit {
        private final BodyInFlight body;
        private final Draft chunk;

        ChunkUnit(BodyInFlight body, Draft chunk) {
            this.body = body;
            this.chunk = chunk;
        }

        @Override
        List<Long> messages() {
            return List.of();
        }

        @Override
        long bytes() {
            return chunk.size();
        }

        @Override
        boolean addsMail() {
            return true;
        }

        @Override
        @Nullable
        SpoolException check(Ledger ledger) {
            return body.failure();
        }

        @Override
        List<Draft> drafts() {
            return List.of(chunk);
        }

        @Override
        void apply(Ledger ledger) {
            body.placed(ledger, chunk);
        }

        @Override
        void refused(Ledger ledger, SpoolException why) {
            body.fail(ledger, why);
        }
    }

    /** One body of a store: its last chunk, unless that went ahead, and the metadata of its messages. Filled by the caller, then read only. */
    static final class Part {
        final BodyInFlight body;
        private final List<Draft> drafts = new ArrayList<>(2);
        private int chunks;

        Part(BodyInFlight body) {
            this.body = body;
        }

        void lastChunk(Draft chunk) {
            drafts.add(chunk);
            chunks = 1;
        }

        void metadata(Draft meta) {
            drafts.add(meta);
        }

        private List<Draft> metadata() {
            return drafts.subList(chunks, drafts.size());
        }

        private void apply(Ledger ledger) {
            if (chunks > 0) {
                body.placed(ledger, drafts.get(0));
            }
            for (Draft meta : metadata()) {
                ledger.addMessage(
                        new StoredMessage(meta.id, body.body, meta.segment(), meta.offset(), meta.length, meta.lsn));
            }
            body.handOver(ledger);
        }
    }

    /** The end of a store: the last chunk of each body, most often the only one, and the metadata of all messages. */
    static final class StoreUnit extends Unit {
        private final List<Part> parts;
        private final List<Draft> drafts;
        private final List<Long> ids;
        private final long bytes;

        StoreUnit(List<Part> parts) {
            this.parts = parts;
            this.drafts = parts.stream().flatMap(part -> part.drafts.stream()).toList();
            this.ids = parts.stream()
                    .flatMap(part -> part.metadata().stream())
                    .map(draft -> draft.id)
                    .toList();
            this.bytes = drafts.stream().mapToLong(Draft::size).sum();
        }

        @Override
        List<Long> messages() {
            return ids;
        }

        @Override
        long bytes() {
            return bytes;
        }

        @Override
        boolean addsMail() {
            return true;
        }

        @Override
        @Nullable
        SpoolException check(Ledger ledger) {
            for (long id : ids) {
                if (ledger.message(id) != null) {
                    return new SpoolException(
                            SpoolException.Kind.DUPLICATE_MESSAGE,
                            "message " + MessageId.text(id) + ": there is one of that id");
                }
            }
            return parts.stream()
                    .map(part -> part.body.failure())
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        List<Draft> drafts() {
            return drafts;
        }

        @Override
        void apply(Ledger ledger) {
            parts.forEach(part -> part.apply(ledger));
        }

        @Override
        void refused(Ledger ledger, SpoolException why) {
            parts.forEach(part -> part.body.fail(ledger, why));
        }
    }

    /** The caller could not read the rest of a large body: what was written of it is dead. Writes nothing. */
    static final class AbandonUnit extends Unit {
        private final BodyInFlight body;
        private final SpoolException why;

        AbandonUnit(BodyInFlight body, SpoolException why) {
            this.body = body;
            this.why = why;
        }

        @Override
        List<Long> messages() {
            return List.of();
        }

        @Override
        long bytes() {
            return 0;
        }

        @Override
        @Nullable
        SpoolException check(Ledger ledger) {
            return null;
        }

        @Override
        List<Draft> drafts() {
            return List.of();
        }

        @Override
        void apply(Ledger ledger) {
            body.fail(ledger, why);
        }

        @Override
        void refused(Ledger ledger, SpoolException ignored) {
            body.fail(ledger, why);
        }
    }
}
