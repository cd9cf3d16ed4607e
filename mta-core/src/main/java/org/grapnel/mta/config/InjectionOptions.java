package org.grapnel.mta.config;

import org.grapnel.hook.reception.ContainerMode;

/** Options of mail that is injected without SMTP. */
public final class InjectionOptions {
    static final OptionTable TABLE = new OptionTable();

    public static final Option<ContainerMode> CONTAINERS = TABLE.option(
            "injection.containers",
            Syntax.oneOf(ContainerMode.class),
            ContainerMode.ALLOW,
            OptionTable.SERVER,
            "What happens to a mail that is submitted in parts: one mail is made of them, it is refused, or the parts are passed through as they stand.");
    public static final Option<Integer> MAX_PARTS = TABLE.option(
            "injection.max_parts",
            Syntax.number(1, 10_000),
            100,
            OptionTable.SERVER,
            "Parts of one submitted container; one with more is refused.");

    private InjectionOptions() {}
}
