package org.grapnel.testkit;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/** A small client for one test thread: sends what it is told, right or wrong, and reads replies with a deadline for each. */
public final class SmtpProbe implements AutoCloseable {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);

    private final InetSocketAddress address;
    private final Duration limit;
    private Socket socket;
    private BlockInput in;
    private OutputStream out;
    private long deadline;
    private String last = "connecting";

    private SmtpProbe(InetSocketAddress address, Duration limit) throws IOException {
        this.address = address;
        this.limit = limit;
        socket = new Socket();
        socket.connect(address, Math.toIntExact(limit.toMillis()));
        socket.setTcpNoDelay(true);
        in = new BlockInput(new DeadlineInput(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    public static SmtpProbe connect(InetSocketAddress address) throws IOException {
        return connect(address, USUAL_LIMIT);
    }

    /** The limit is that of connecting and of each reply. */
    public static SmtpProbe connect(InetSocketAddress address, Duration limit) throws IOException {
        return new SmtpProbe(address, limit);
    }

    /** Connects, and has the banner and the EHLO behind it. */
    public static SmtpProbe greeted(InetSocketAddress address) throws IOException {
        SmtpProbe probe = connect(address);
        probe.reply().expect(220);
        probe.command("EHLO probe.test").expect(250);
        return probe;
    }

    /** The next reply; the first one is the banner. */
    public Reply reply() throws IOException {
        begin();
        try {
            return in.reply();
        } catch (SocketTimeoutException e) {
            throw late("no complete reply", e);
        }
    }

    /** The next line as it is, without its CRLF. */
    public String line() throws IOException {
        begin();
        try {
            return in.line();
        } catch (SocketTimeoutException e) {
            throw late("no line", e);
        }
    }

    public SmtpProbe send(String line) throws IOException {
        last = "'" + line + "'";
        return raw((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends the bytes as they are, in one write. */
    public SmtpProbe raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    public Reply command(String line) throws IOException {
        return send(line).reply();
    }

    /** Sends all lines in one write and reads as many replies (RFC 2920). */
    public List<Reply> pipeline(String... lines) throws IOException {
        last = "the pipeline that ends with '" + lines[lines.length - 1] + "'";
        raw((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
        List<Reply> replies = new ArrayList<>();
        for (String ignored : lines) replies.add(reply());
        return List.copyOf(replies);
    }

    /**
     * One transaction, command by command. The content's line ends are made CRLF and its dots stuffed. Returns the first
     * refusal, or the reply after the final dot.
     */
    public Reply mail(String sender, List<String> recipients, String content) throws IOException {
        Reply reply = command("MAIL FROM:<" + sender + ">");
        if (!reply.positive()) return reply;
        for (String recipient : recipients) {
            reply = command("RCPT TO:<" + recipient + ">");
            if (!reply.positive()) return reply;
        }
        reply = command("DATA");
        if (reply.code() != 354) return reply;
        return content(content);
    }

    /** Content and final dot, after a 354. */
    public Reply content(String content) throws IOException {
        String lines = content.replace("\r\n", "\n").replace("\n", "\r\n").replaceAll("(?m)^\\.", "..");
        last = "content and final dot";
        return raw((lines + (lines.endsWith("\r\n") || lines.isEmpty() ? "" : "\r\n") + ".\r\n")
                        .getBytes(StandardCharsets.UTF_8))
                .reply();
    }

    /** STARTTLS and the handshake; any certificate will do. */
    public SmtpProbe startTls() throws IOException {
        command("STARTTLS").expect(220);
        return secure();
    }

    /** The handshake alone. */
    SmtpProbe secure() throws IOException {
        SSLSocket secured = (SSLSocket) TestTls.trusting()
                .getSocketFactory()
                .createSocket(socket, address.getHostString(), address.getPort(), true);
        secured.setSoTimeout(Math.toIntExact(limit.toMillis()));
        secured.startHandshake();
        socket = secured;
        in = new BlockInput(new DeadlineInput(secured.getInputStream()));
        out = secured.getOutputStream();
        return this;
    }

    /** Ends the sending direction only: the server reads the end of the stream, and can still reply. */
    public SmtpProbe endSending() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Fails unless the server closes in time, without another byte. */
    public void awaitClosed() throws IOException {
        begin();
        try {
            if (!in.hasBuffered()) in.fill();
        } catch (EOFException end) {
            return;
        } catch (SocketTimeoutException e) {
            throw late("the connection is still open", e);
        } catch (SocketException reset) {
            return;
        }
        String more = new String(in.buffer, in.position, in.end - in.position, StandardCharsets.UTF_8);
        throw new AssertionError(
                "expected " + address + " to close the connection after " + last + ", got '" + more.strip() + "'");
    }

    private void begin() {
        deadline = System.nanoTime() + limit.toNanos();
    }

    private AssertionError late(String what, IOException cause) {
        return new AssertionError(
                what + " from " + address + " within " + limit.toMillis() + " ms after " + last, cause);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Makes the deadline hold for a reply as a whole, however slowly its bytes trickle in. */
    private final class DeadlineInput extends FilterInputStream {
        DeadlineInput(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) throw new SocketTimeoutException("deadline passed");
            socket.setSoTimeout(Math.toIntExact(left));
            return super.read(bytes, offset, length);
        }
    }
}
