package org.grapnel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PumpContentTest {
    private static final InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    /** The text's lines have 81 characters, so that these sizes cut it at every place of a line. */
    @Test
    void every_size_gives_lines_that_end_with_crlf() throws IOException {
        for (int size = 1_000; size < 1_100; size++) {
            ByteArrayOutputStream sent = new ByteArrayOutputStream();
            new PumpContent("run", MailPump.to(NOWHERE).size(size), new byte[0]).write(sent, 7, false);
            String text = sent.toString(StandardCharsets.US_ASCII);
            assertThat(text.replace("\r\n", "")).as("size " + size).doesNotContain("\r", "\n");
            assertThat(text).endsWith("\r\n.\r\n");
        }
    }
}
