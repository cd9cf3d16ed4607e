package org.grapnel.mta.process;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.ControlCommand;
import org.grapnel.hook.session.TlsMaterial;
import org.grapnel.mta.tls.InboundTls;
import org.grapnel.mta.tls.Installed;

/** The certificates of the listeners. */
final class TlsCommands {
    private final InboundTls tls;

    TlsCommands(InboundTls tls) {
        this.tls = tls;
    }

    /** The table of these commands. */
    List<ControlCommand> all() {
        return List.of(
                new Command("tls:list", "list the certificates in force", Command.NOTHING, false, this::list),
                new Command("tls:reload", "read certificates and keys again", Command.NOTHING, true, this::reload));
    }

    Answer list(Arguments arguments) {
        return table(aside(tls::installed));
    }

    Answer reload(Arguments arguments) {
        return table(aside(tls::reload));
    }

    /** What is logged by a command's own thread stands in its answer; certificates are told of in the log. */
    private static List<Installed> aside(Callable<List<Installed>> reading) {
        FutureTask<List<Installed>> task = new FutureTask<>(reading);
        new Thread(null, task, "tls-command", 0, false).start(); // its output would be inherited, too
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the command was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Answer table(List<Installed> all) {
        Answer.Rows rows = Answer.rows("listener", "name", "file", "subject", "expires", "problem");
        for (Installed one : all) {
            rows.add(
                    one.listener(),
                    one.name().orElse(""),
                    one.parameters().certificate().map(TlsCommands::file).orElse(""),
                    one.certificate()
                            .map(X509Certificate::getSubjectX500Principal)
                            .map(Object::toString)
                            .orElse(""),
                    one.certificate()
                            .map(certificate ->
                                    certificate.getNotAfter().toInstant().toString())
                            .orElse(""),
                    one.problem()
                            .map(Throwable::getMessage)
                            .map(Answer::bad)
                            .map(Object.class::cast)
                            .orElse(""));
        }
        return rows.table();
    }

    private static String file(TlsMaterial material) {
        return material instanceof TlsMaterial.File file ? file.path().toString() : "";
    }
}
