package org.grapnel.shell.commands;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.grapnel.hook.control.Answer;
import org.grapnel.hook.control.Arguments;
import org.grapnel.hook.control.CommandException;
import org.grapnel.hook.control.Syntax;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/** The commands that change bundles. */
final class BundleChanges {
    private static final long REFRESH_SECONDS = 60;
    private static final Syntax ONE = Syntax.NONE.required("BUNDLE", "an id or a symbolic name");
    private static final Syntax PROTECTED = Syntax.NONE
            .flag("force", "also a bundle of the distribution")
            .several("BUNDLE", "an id or a symbolic name");
    private static final Syntax SOME =
            Syntax.NONE.any("BUNDLE", "an id or a symbolic name; all that need it unless given");

    private final BundleContext context;
    private final Bundles bundles;
    private final Diagnosis diagnosis;

    BundleChanges(BundleContext context) {
        this.context = context;
        this.bundles = new Bundles(context);
        this.diagnosis = new Diagnosis(context);
    }

    List<FrameworkCommand> commands() {
        return List.of(
                change(
                        "bundle:start",
                        "start bundles",
                        Syntax.NONE.several("BUNDLE", "an id or a symbolic name"),
                        this::start),
                change("bundle:stop", "stop bundles, once their calls are done", PROTECTED, this::stop),
                change(
                        "bundle:update",
                        "update a bundle from its location or a file",
                        ONE.optional("FILE", "the new jar"),
                        this::update),
                change("bundle:refresh", "wire bundles anew after updates", SOME, this::refresh),
                change("bundle:resolve", "resolve bundles", SOME, this::resolve),
                change("bundle:uninstall", "uninstall bundles", PROTECTED, this::uninstall),
                change(
                        "bundle:install",
                        "install a bundle from a file",
                        Syntax.NONE.flag('s', "start", "and start it").required("FILE", "a bundle's jar"),
                        this::install));
    }

    private FrameworkCommand change(String name, String summary, Syntax syntax, FrameworkCommand.Work work) {
        return FrameworkCommand.change(name, summary, syntax, bundles::names, work);
    }

    private Answer start(Arguments arguments) throws CommandException {
        List<Bundle> chosen = find(arguments);
        for (Bundle bundle : chosen) {
            attempt("start", bundle, bundle::start);
        }
        return Answer.done("started " + names(chosen));
    }

    private Answer stop(Arguments arguments) throws CommandException {
        List<Bundle> chosen = unprotected(arguments, "stopped");
        for (Bundle bundle : chosen) {
            attempt("stop", bundle, bundle::stop);
        }
        return Answer.done("stopped " + names(chosen));
    }

    private Answer uninstall(Arguments arguments) throws CommandException {
        List<Bundle> chosen = unprotected(arguments, "uninstalled");
        String names = names(chosen);
        for (Bundle bundle : chosen) {
            attempt("uninstall", bundle, bundle::uninstall);
        }
        return Answer.done("uninstalled " + names + "; bundle:refresh ends the use of its packages");
    }

    private Answer update(Arguments arguments) throws CommandException {
        Bundle bundle = bundles.find(arguments.required("BUNDLE"));
        String before = bundle.getVersion().toString();
        if (arguments.has("FILE")) {
            Path file = file(arguments.required("FILE"));
            attempt("update", bundle, () -> {
                try (InputStream jar = Files.newInputStream(file)) {
                    bundle.update(jar);
                }
            });
        } else {
            attempt("update", bundle, bundle::update);
        }
        return Answer.done("updated " + Bundles.named(bundle) + " from version " + before);
    }

    private Answer install(Arguments arguments) throws CommandException {
        Path file = file(arguments.required("FILE"));
        Bundle bundle;
        try (InputStream jar = Files.newInputStream(file)) {
            bundle = context.installBundle(file.toUri().toString(), jar);
        } catch (BundleException | IOException e) {
            throw new CommandException(file + ": " + reason(e), e);
        }
        if (arguments.has("start")) {
            attempt("start", bundle, bundle::start);
        }
        return Answer.done((arguments.has("start") ? "installed and started " : "installed ") + Bundles.named(bundle));
    }

    private Answer refresh(Arguments arguments) throws CommandException {
        List<Bundle> chosen = find(arguments);
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        CountDownLatch done = new CountDownLatch(1);
        wiring.refreshBundles(chosen.isEmpty() ? null : chosen, event -> done.countDown());
        try {
            if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                throw new CommandException("the refresh goes on after " + REFRESH_SECONDS + " s; see bundle:list");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("interrupted; the refresh goes on", e);
        }
        return Answer.done("refreshed " + (chosen.isEmpty() ? "what needed it" : names(chosen)));
    }

    private Answer resolve(Arguments arguments) throws CommandException {
        List<Bundle> chosen = find(arguments);
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        if (!wiring.resolveBundles(chosen.isEmpty() ? null : chosen)) {
            List<String> why = new ArrayList<>();
            for (Bundle bundle : chosen.isEmpty() ? bundles.all().toList() : chosen) {
                if (bundle.getState() == Bundle.INSTALLED) {
                    why.add(Bundles.named(bundle) + " lacks " + String.join(" and ", diagnosis.missing(bundle)));
                }
            }
            throw new CommandException("not resolved: " + String.join("; ", why));
        }
        return Answer.done("resolved " + (chosen.isEmpty() ? "all bundles" : names(chosen)));
    }

    /** All are found before the first is touched: a typing error changes nothing. */
    private List<Bundle> find(Arguments arguments) throws CommandException {
        List<Bundle> found = new ArrayList<>();
        for (String each : arguments.all("BUNDLE")) {
            found.add(bundles.find(each));
        }
        return found;
    }

    private List<Bundle> unprotected(Arguments arguments, String what) throws CommandException {
        List<Bundle> found = find(arguments);
        for (Bundle bundle : found) {
            if (bundle.getBundleId() == 0) {
                throw new CommandException("the framework itself can't be " + what + " here; use system:shutdown");
            }
            if (bundles.isOfDistribution(bundle) && !arguments.has("force")) {
                throw new CommandException(Bundles.named(bundle) + " belongs to the distribution; with --force it is "
                        + what + " all the same");
            }
        }
        return found;
    }

    private static Path file(String name) throws CommandException {
        Path file = Path.of(name).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new CommandException("no such file: " + file);
        }
        return file;
    }

    private interface Step {
        void run() throws BundleException, IOException;
    }

    private void attempt(String what, Bundle bundle, Step step) throws CommandException {
        try {
            step.run();
        } catch (BundleException | IOException | IllegalStateException e) {
            List<String> missing = diagnosis.missing(bundle);
            String why = missing.isEmpty() ? reason(e) : "it lacks " + String.join(" and ", missing);
            throw new CommandException("can't " + what + " " + Bundles.named(bundle) + ": " + why, e);
        }
    }

    /** The innermost reason, which is the one that helps. */
    private static String reason(Throwable failure) {
        Throwable inner = failure;
        for (int depth = 0; inner.getCause() != null && depth < 10; depth++) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return message == null
                ? inner.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private static String names(List<Bundle> chosen) {
        return String.join(", ", chosen.stream().map(Bundles::named).toList());
    }
}
