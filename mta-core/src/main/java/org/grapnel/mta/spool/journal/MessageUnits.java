package org.grapnel.mta.spool.journal;

import java.util.List;
import org.grapnel.mta.spool.MessageId;
import org.grapnel.mta.spool.SpoolException;
import org.jspecify.annotations.Nullable;

/** The units about one message that is present. */
final class MessageUnits {
    private MessageUnits() {}

    private abstract static class OneMessage extends Unit {
        final long id;

        OneMessage(long id) {
            this.id = id;
        }

        @Override
        final List<Long> messages() {
            return List.of(id);
        }

        @Override
        final @Nullable SpoolException check(Ledger ledger) {
            StoredMessage message = ledger.message(id);
            if (message == null) {
                return JournalReader.noSuchMessage(id);
            }
            prepare(message);
            return null;
        }

        abstract void prepare(StoredMessage message);

        static StoredMessage present(Ledger ledger, long id) {
            StoredMessage message = ledger.message(id);
            if (message == null) {
                throw new IllegalStateException("message " + MessageId.text(id) + " went away between check and force");
            }
            return message;
        }
    }

    /** New metadata. */
    static final class UpdateUnit extends OneMessage {
        private final Draft draft;

        /** @param closes whether nothing follows that must be there with it */
        UpdateUnit(long id, byte[] metadata, boolean closes) {
            super(id);
            this.draft = Draft.meta(id, 0, closes, metadata);
        }

        @Override
        long bytes() {
            return draft.size();
        }

        @Override
        void prepare(StoredMessage message) {
            draft.ref = message.body.key();
        }

        @Override
        List<Draft> drafts() {
            return List.of(draft);
        }

        @Override
        void apply(Ledger ledger) {
            ledger.moveMetadata(present(ledger, id), draft.segment(), draft.offset(), draft.length, draft.lsn);
        }
    }

    /** The end of a message. */
    static final class RemoveUnit extends OneMessage {
        private static final int BYTES = RecordHeader.BYTES + RecordHeader.REMOVE_PAYLOAD;

        private long from;
        private long to;
        private final boolean closes;
        private @Nullable Draft draft;

        /** @param closes whether nothing follows that must be there with it */
        RemoveUnit(long id, boolean closes) {
            super(id);
            this.closes = closes;
        }

        @Override
        long bytes() {
            return BYTES;
        }

        @Override
        void prepare(StoredMessage message) {
            from = message.oldest;
            to = message.segment.number;
        }

        @Override
        List<Draft> drafts() {
            Draft made = Draft.remove(id, closes, from, to);
            draft = made;
            return List.of(made);
        }

        @Override
        void apply(Ledger ledger) {
            if (draft != null) {
                ledger.guard(draft.segment(), from, to, BYTES);
            }
            ledger.removeMessage(present(ledger, id));
        }
    }
}
