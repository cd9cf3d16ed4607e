package org.grapnel.mta.spool.journal;

import java.util.List;
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

    /** The last chunk of a body, most often the only one, and the metadata of all its messages. */
    static final class StoreUnit extends Unit {
        private final BodyInFlight body;
        private final List<Draft> drafts;
        private final List<Long> ids;
        private final long bytes;

        StoreUnit(BodyInFlight body, List<Draft> drafts) {
            this.body = body;
            this.drafts = drafts;
            this.ids = drafts.subList(1, drafts.size()).stream()
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
                            SpoolException.Kind.DUPLICATE_MESSAGE, "message " + id + ": there is one of that id");
                }
            }
            return body.failure();
        }

        @Override
        List<Draft> drafts() {
            return drafts;
        }

        @Override
        void apply(Ledger ledger) {
            body.placed(ledger, drafts.get(0));
            for (Draft meta : drafts.subList(1, drafts.size())) {
                ledger.addMessage(
                        new StoredMessage(meta.id, body.body, meta.segment(), meta.offset(), meta.length, meta.lsn));
            }
            body.handOver(ledger);
        }

        @Override
        void refused(Ledger ledger, SpoolException why) {
            body.fail(ledger, why);
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
