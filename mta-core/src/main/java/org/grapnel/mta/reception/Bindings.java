package org.grapnel.mta.reception;

import java.util.List;
import java.util.Optional;
import org.grapnel.hook.mail.Binding;
import org.grapnel.hook.reception.BindingChoice;
import org.grapnel.hook.reception.BindingGroupChooseBinding;
import org.grapnel.hook.reception.PostValidateSetBinding;
import org.grapnel.hook.reception.ValidateSetBinding;
import org.grapnel.mta.config.BindingOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.mail.Draft;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each message the binding that it leaves through. */
final class Bindings {
    private static final Logger LOG = LoggerFactory.getLogger(Bindings.class);

    private final ReceptionServices services;

    Bindings(ReceptionServices services) {
        this.services = services;
    }

    Optional<Outcome> assign(Parcel parcel) {
        for (Draft draft : parcel.drafts()) {
            parcel.hooks()
                    .call(ValidateSetBinding.POINT, draft)
                    .flatMap(choice -> named(parcel, draft, choice))
                    .ifPresent(draft::bind);
            if (!draft.binding().equals(Binding.DEFAULT)) { // whoever chose it: this hook, or an earlier one
                parcel.hooks().call(PostValidateSetBinding.POINT, draft);
            }
        }
        return Optional.empty();
    }

    /** The name of a configured binding, or nothing, which leaves the message where it is. */
    private Optional<String> named(Parcel parcel, Draft draft, BindingChoice choice) {
        Settings settings = services.settings().get();
        Optional<String> wanted = choice instanceof BindingChoice.Group group
                ? parcel.hooks()
                        .call(BindingGroupChooseBinding.POINT, draft, group.name())
                        .filter(name -> configured(settings, draft, name))
                        .or(() -> anyOf(settings, group.name()))
                : Optional.of(choice.name());
        Optional<String> known = wanted.filter(name -> settings.bindings().contains(name));
        if (known.isEmpty()) {
            LOG.error(
                    "{}: a handler chose the binding {}, which is not configured; it leaves through {}",
                    draft,
                    choice.name(),
                    draft.binding());
        }
        return known;
    }

    private static boolean configured(Settings settings, Draft draft, String name) {
        boolean known = settings.bindings().contains(name);
        if (!known) {
            LOG.error(
                    "{}: a handler of {} chose the binding {}, which is not configured",
                    draft,
                    BindingGroupChooseBinding.POINT,
                    name);
        }
        return known;
    }

    private Optional<String> anyOf(Settings settings, String group) {
        List<String> members = settings.bindings().stream()
                .filter(name ->
                        settings.forBinding(BindingOptions.BINDING_GROUP, name).equals(Optional.of(group)))
                .toList();
        return members.isEmpty()
                ? Optional.empty()
                : Optional.of(members.get(services.random().nextInt(members.size())));
    }
}
