package org.grapnel.mta.config;

import java.net.InetAddress;
import java.util.Optional;

/** Options of the bindings. */
public final class BindingOptions {
    static final OptionTable TABLE = new OptionTable();

    public static final Option<Optional<InetAddress>> BIND_ADDRESS = TABLE.option(
            "bind_address",
            Syntax.ADDRESS_OR_NONE,
            Optional.empty(),
            "the system chooses",
            OptionTable.EGRESS,
            "The local address that outbound connections of the binding come from.");
    public static final Option<Optional<String>> EHLO_NAME = TABLE.option(
            "ehlo_name",
            Syntax.HOST_NAME_OR_NONE,
            Optional.empty(),
            "hostname",
            OptionTable.EGRESS,
            "The name that the server gives itself on outbound connections of the binding.");
    public static final Option<Optional<String>> BINDING_GROUP = TABLE.option(
            "group",
            Syntax.LABEL_OR_NONE,
            Optional.empty(),
            "none",
            OptionTable.EGRESS,
            "The group that the binding belongs to and whose options it inherits.");

    private BindingOptions() {}
}
