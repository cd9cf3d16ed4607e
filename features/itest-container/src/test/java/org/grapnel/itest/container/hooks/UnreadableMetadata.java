package org.grapnel.itest.container.hooks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** Metadata that is whole on the disk and makes no sense, as another version might have written it; by docs/spool-format.md. */
final class UnreadableMetadata {
    private static final int SEGMENT_HEADER = 512;
    private static final int RECORD_HEADER = 48;
    private static final int META = 2;

    private final Map<Path, byte[]> before = new LinkedHashMap<>();

    /** Changes all metadata of a spool that no process has open. */
    static UnreadableMetadata in(Path spool) throws IOException {
        UnreadableMetadata spoilt = new UnreadableMetadata();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(spool, "*.journal")) {
            for (Path file : files) {
                byte[] bytes = Files.readAllBytes(file);
                spoilt.before.put(file, bytes.clone());
                spoil(bytes);
                Files.write(file, bytes);
            }
        }
        return spoilt;
    }

    void restore() throws IOException {
        for (Map.Entry<Path, byte[]> each : before.entrySet()) {
            Files.write(each.getKey(), each.getValue());
        }
    }

    private static void spoil(byte[] bytes) {
        ByteBuffer segment = ByteBuffer.wrap(bytes);
        int marker = segment.getInt(12);
        int at = SEGMENT_HEADER;
        while (at + RECORD_HEADER <= bytes.length && segment.getInt(at) == marker) {
            int length = segment.getInt(at + 12);
            if (segment.get(at + 8) == META) {
                bytes[at + RECORD_HEADER] = '!'; // no JSON begins so
                segment.putInt(at + 16, crc(bytes, at + RECORD_HEADER, length));
                byte[] covered = new byte[44];
                System.arraycopy(bytes, at, covered, 0, 4);
                System.arraycopy(bytes, at + 8, covered, 4, 40);
                segment.putInt(at + 4, crc(covered, 0, 44));
            }
            at += RECORD_HEADER + length;
        }
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
