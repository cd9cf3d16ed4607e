package org.grapnel.mta.reception;

import java.util.List;
import java.util.Optional;

/** The stages of a reception, in order. */
final class Pipeline {
    private final List<Stage> received;
    private final List<Stage> generated;
    private final List<Stage> injected;

    Pipeline(ReceptionServices services) {
        Drafts drafts = new Drafts(services);
        Bindings bindings = new Bindings(services);
        Storing storing = new Storing(services);
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
                storing::store, //                      pre_swap_out_meta, swap_out_multi, the spool's force
                storing::handOver); //                  log_reception_v1, ec_message_enqueue
        generated = List.of(
                drafts::one,
                Generated::validate, //                 msg_gen_data_spool
                Generated::announce, //                 post_generate_rfc3464_message
                bindings::assign,
                new Routing(services)::route,
                LastLook::validate,
                LastLook::seal,
                storing::store,
                storing::handOver);
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
                storing::store,
                storing::handOver);
    }

    /** A mail from a client. */
    Outcome receive(Parcel parcel) {
        return through(received, parcel);
    }

    /** A mail made inside. */
    Outcome generate(Parcel parcel) {
        return through(generated, parcel);
    }

    /** A mail that came in without SMTP. */
    Outcome inject(Parcel parcel) {
        return through(injected, parcel);
    }

    private static Outcome through(List<Stage> stages, Parcel parcel) {
        for (Stage stage : stages) {
            Optional<Outcome> outcome = stage.run(parcel);
            if (outcome.isPresent()) {
                return outcome.get().with(parcel.refused());
            }
        }
        throw new IllegalStateException("the last stage of a reception gave no outcome");
    }
}
