package org.grapnel.http;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.grapnel.hook.Reply;
import org.grapnel.hook.auth.Authenticator;
import org.grapnel.hook.mail.Recipient;
import org.grapnel.hook.reception.Injected;
import org.grapnel.hook.reception.Injector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /api/v1/messages}: takes a mail, whole or in parts, and answers when it is on stable storage. */
@Component(service = Servlet.class, property = "osgi.http.whiteboard.servlet.pattern=" + MessagesServlet.PATH)
public final class MessagesServlet extends HttpServlet {
    static final String PATH = "/api/v1/messages";

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(MessagesServlet.class);
    private static final Duration TIME = Duration.ofMinutes(10);
    private static final long OVERHEAD = 256 * 1024; // boundaries, headers of parts, the description

    private final transient Injector injector;
    private final transient Callers callers;
    private final transient Memory memory = new Memory(Runtime.getRuntime().maxMemory() / 8);

    @Activate
    public MessagesServlet(@Reference Injector injector, @Reference Authenticator authenticator) {
        this.injector = injector;
        this.callers = new Callers(authenticator);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String caller = callers.require(request);
            Injected injected = take(request);
            LOG.info("{} from {}: {}", caller, request.getRemoteAddr(), injected.reply());
            answer(response, injected);
        } catch (BoundedBody.Overrun e) {
            refuse(response, new Problem(e.status(), String.valueOf(e.getMessage())));
        } catch (Problem e) {
            refuse(response, e);
        }
    }

    private Injected take(HttpServletRequest request) throws IOException, Problem {
        String type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("message/rfc822")) {
            BoundedBody body = new BoundedBody(request.getInputStream(), injector.maxSize(), TIME);
            return injector.inject(Description.sender(one(request, "from")), recipients(request), body);
        }
        if (type.startsWith("multipart/form-data") || type.startsWith("multipart/mixed")) {
            long most = injector.maxSize() + OVERHEAD;
            long length = request.getContentLengthLong();
            if (length > most) {
                throw new Problem(413, "the request is larger than " + most + " bytes");
            }
            try (Memory.Share share = memory.take(length < 0 ? most : length)) {
                BoundedBody body = new BoundedBody(request.getInputStream(), share.bytes(), TIME);
                return injector.inject(ContainerReader.read(body, request.getContentType()));
            }
        }
        throw new Problem(
                415, "send message/rfc822 with the envelope in the query, or multipart/form-data with a part message");
    }

    private static List<Recipient> recipients(HttpServletRequest request) throws Problem {
        List<Recipient> recipients = new ArrayList<>();
        for (String address : values(request, "to")) {
            recipients.add(Description.recipient(address));
        }
        return recipients;
    }

    private static String one(HttpServletRequest request, String name) throws Problem {
        String[] values = values(request, name);
        if (values.length != 1) {
            throw new Problem(400, name + ": give it once in the query; empty for the null sender");
        }
        return values[0];
    }

    private static String[] values(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameterValues(name)).orElseGet(() -> new String[0]);
    }

    private static void answer(HttpServletResponse response, Injected injected) throws IOException {
        Reply reply = injected.reply();
        if (injected.accepted()) {
            Json.write(response, 200, json -> {
                json.writeStringField("reply", reply.toString());
                json.writeArrayFieldStart("ids");
                for (String id : injected.ids()) {
                    json.writeString(id);
                }
                json.writeEndArray();
            });
        } else {
            int status = !reply.isPermanent() ? 503 : reply.code() == 552 ? 413 : 422;
            if (status == 503) {
                response.setHeader("Retry-After", "60");
            }
            Json.write(response, status, json -> json.writeStringField("error", reply.toString()));
        }
    }

    private static void refuse(HttpServletResponse response, Problem problem) throws IOException {
        if (problem.status() == 401) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"grapnel\", charset=\"UTF-8\""); // RFC 7617 2.1
        }
        if (problem.status() == 413 || problem.status() == 408) {
            response.setHeader("Connection", "close"); // the rest of the body is not read
        }
        Json.write(response, problem.status(), json -> json.writeStringField("error", problem.text()));
    }
}
