package org.grapnel.mta.reception;

import java.util.List;
import java.util.Optional;
import org.grapnel.mta.dispatch.Generation;

/** The stages of a reception, in order. */
final class Pipeline {
    private final List<Stage> received;
    private final List<Stage> generated;
    private final List<Stage> injected;
    private final Storing storing;

    Pipeline(ReceptionServices services) {
        Drafts drafts = new Drafts(services);
        Bindings bindings = new Bindings(services);
        storing = new Storing(services);
        received = List.of(
                new LoopCheck(services)::run, //       RFC 5321 6.3
                WholeMail::validate, //                 validate_data_spool
                drafts::bifurcate, //                   esmtp_message_sp_async_samfunc
                EachRecipient::validate, //             validate_data_spool_each_rcpt
                bindings::assign, //                    validate_set_binding, binding_group_choose_binding
                new Routing(services)::route, //        config_get_message_routing_domain
                LastLook::validate, //                  final_validation
                new Trace(services)::stamp, //          get_received_header_text
                LastLook::seal, //                      post_final_validation
                storing::permit, //                     pre_swap_out_meta
                storing::store, //                      swap_out_multi, the spool's force
                storing::handOver); //                  log_reception_v1, ec_message_enqueue
        generated = List.of(
                drafts::one,
                Generated::validate, //                 msg_gen_data_spool
                Generated::announce, //                 post_generate_rfc3464_message
                bindings::assign,
                new Routing(services)::route,
                LastLook::validate,
                LastLook::seal,
                storing::permit); //                    its maker stores it and hands it over
        injected = List.of(
                drafts::one,
                Parcel::fixUp, //                       ec_message_mcmt_fixup
                drafts::split,
                Generated::validate,
                bindings::assign,
                new Routing(services)::route,
                LastLook::validate,
                new Trace(services)::stamp,
                LastLook::seal,
                storing::permit,
                storing::store,
                storing::handOver);
    }

    /** A mail from a client. */
    Outcome receive(Parcel parcel) {
        return through(received, parcel);
    }

    /** A mail made inside, up to the point where it is stored. */
    OwnMail make(Parcel parcel, Generation hooks, Intake intake) {
        return new OwnMail(storing, parcel, hooks, intake, outcome(generated, parcel));
    }

    /** A mail that came in without SMTP. */
    Outcome inject(Parcel parcel) {
        return through(injected, parcel);
    }

    private static Outcome through(List<Stage> stages, Parcel parcel) {
        return outcome(stages, parcel)
                .orElseThrow(() -> new IllegalStateException("the last stage of a reception gave no outcome"))
                .with(parcel.refused());
    }

    private static Optional<Outcome> outcome(List<Stage> stages, Parcel parcel) {
        for (Stage stage : stages) {
            Optional<Outcome> outcome = stage.run(parcel);
            if (outcome.isPresent()) {
                return outcome;
            }
        }
        return Optional.empty();
    }
}
