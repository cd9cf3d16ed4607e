import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A mail server that takes everything and prints it: {@code java docs/tour/Sink.java 2700}. It listens on loopback only. For the tour of the
 * README and for looking at what a plugin does; it is no mail server for anything else.
 */
public class Sink {
    public static void main(String[] arguments) throws IOException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2700;
        try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"))) {
            System.out.println("listening on 127.0.0.1:" + port);
            while (true) {
                Socket client = server.accept();
                new Thread(() -> serve(client)).start();
            }
        }
    }

    private static void serve(Socket client) {
        try (client) {
            client.setSoTimeout(300_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            PrintStream out = new PrintStream(client.getOutputStream(), true, StandardCharsets.ISO_8859_1);
            out.print("220 sink.example ESMTP\r\n");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split(" ", 2)[0].toUpperCase();
                if (verb.equals("DATA")) {
                    out.print("354 go on\r\n");
                    print(in);
                }
                out.print(verb.equals("QUIT") ? "221 bye\r\n" : "250 sink.example\r\n");
                if (verb.equals("QUIT")) {
                    return;
                }
            }
        } catch (IOException e) {
            System.out.println("a connection broke: " + e.getMessage());
        }
    }

    /** One mail, up to the dot that ends it. */
    private static void print(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder("---- a mail ----\n");
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
        }
        System.out.print(mail);
    }
}
