package org.grapnel.mta.connect;

import java.time.Duration;

/**
 * How one outbound connection behaves. Limits are totals of a step, from the first byte sent to the last byte read.
 *
 * @param ehloName what EHLO, HELO or LHLO says
 * @param lmtp LMTP instead of SMTP: LHLO, and one reply for each recipient after the data
 * @param pipelining use PIPELINING where offered
 * @param chunking use BDAT where CHUNKING is offered
 * @param bannerLimit from the connection to the end of the greeting
 * @param commandLimit one command, or one reply of a pipelined group
 * @param dataInitLimit reply to DATA
 * @param dataBlockLimit writing one block of the body
 * @param bodyLimit writing the whole body
 * @param dataEndLimit reply to the end of the data
 * @param quitLimit reply to QUIT, where nobody waits for the answer
 * @param maxReplyBytes bound of one whole reply
 * @param maxReplyLines bound of one whole reply
 */
public record ClientSettings(
        String ehloName,
        boolean lmtp,
        boolean pipelining,
        boolean chunking,
        Duration bannerLimit,
        Duration commandLimit,
        Duration dataInitLimit,
        Duration dataBlockLimit,
        Duration bodyLimit,
        Duration dataEndLimit,
        Duration quitLimit,
        int maxReplyBytes,
        int maxReplyLines) {

    /** Checks what would otherwise end up on the wire or wait for ever. */
    public ClientSettings {
        if (ehloName.isEmpty() || !CommandText.isToken(ehloName, false)) {
            throw new IllegalArgumentException("ehlo_name: '" + CommandText.shown(ehloName)
                    + "' is not a host name or address literal: give one without spaces");
        }
        positive("banner limit", bannerLimit);
        positive("command limit", commandLimit);
        positive("data init limit", dataInitLimit);
        positive("data block limit", dataBlockLimit);
        positive("body limit", bodyLimit);
        positive("data end limit", dataEndLimit);
        positive("quit limit", quitLimit);
        if (maxReplyBytes < 512 || maxReplyLines < 1) { // RFC 5321 4.5.3.1.5: a reply line may have 512 octets
            throw new IllegalArgumentException("reply bounds: " + maxReplyBytes + " bytes, " + maxReplyLines
                    + " lines: give at least 512 bytes and 1 line");
        }
    }

    private static void positive(String name, Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException(name + ": " + limit + " is not a time above zero");
        }
    }

    /** A builder with the defaults of RFC 5321 4.5.3.2. */
    public static Builder named(String ehloName) {
        return new Builder(ehloName);
    }

    /** Collects settings; confined to one thread. */
    public static final class Builder {
        private final String ehloName;
        private boolean lmtp;
        private boolean pipelining = true;
        private boolean chunking;
        private Duration banner = Duration.ofMinutes(5);
        private Duration command = Duration.ofMinutes(5);
        private Duration dataInit = Duration.ofMinutes(2);
        private Duration dataBlock = Duration.ofMinutes(3);
        private Duration body = Duration.ofHours(1);
        private Duration dataEnd = Duration.ofMinutes(10);
        private Duration quit = Duration.ofSeconds(5);
        private int replyBytes = 16 * 1024;
        private int replyLines = 128;

        private Builder(String ehloName) {
            this.ehloName = ehloName;
        }

        public Builder lmtp(boolean on) {
            lmtp = on;
            return this;
        }

        public Builder pipelining(boolean on) {
            pipelining = on;
            return this;
        }

        public Builder chunking(boolean on) {
            chunking = on;
            return this;
        }

        public Builder bannerLimit(Duration limit) {
            banner = limit;
            return this;
        }

        public Builder commandLimit(Duration limit) {
            command = limit;
            return this;
        }

        public Builder dataInitLimit(Duration limit) {
            dataInit = limit;
            return this;
        }

        public Builder dataBlockLimit(Duration limit) {
            dataBlock = limit;
            return this;
        }

        public Builder bodyLimit(Duration limit) {
            body = limit;
            return this;
        }

        public Builder dataEndLimit(Duration limit) {
            dataEnd = limit;
            return this;
        }

        public Builder quitLimit(Duration limit) {
            quit = limit;
            return this;
        }

        public Builder replyBounds(int bytes, int lines) {
            replyBytes = bytes;
            replyLines = lines;
            return this;
        }

        public ClientSettings build() {
            return new ClientSettings(
                    ehloName,
                    lmtp,
                    pipelining,
                    chunking,
                    banner,
                    command,
                    dataInit,
                    dataBlock,
                    body,
                    dataEnd,
                    quit,
                    replyBytes,
                    replyLines);
        }
    }
}
