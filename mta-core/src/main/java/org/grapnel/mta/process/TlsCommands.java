package org.grapnel.mta.process;

import java.security.cert.X509Certificate;
import java.util.List;
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
        return table(tls.installed());
    }

    Answer reload(Arguments arguments) {
        return table(tls.reload());
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
