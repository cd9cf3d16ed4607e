package org.grapnel.sample.greylist;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The keys of {@code etc/org.grapnel.greylist.json}; in method names a double underscore stands for one in the key.
 * Numbers are taken as text so that a bad one is named by {@link Settings}, not by an exception of the container.
 */
@ObjectClassDefinition(
        id = Greylist.PID,
        name = "Greylist",
        description = "Defers recipients of unknown client, sender and recipient once (RFC 6647)")
public @interface GreylistConfig {
    @AttributeDefinition(name = "Delay", description = "A retry before this time is deferred again")
    String delay() default "5m";

    @AttributeDefinition(name = "Retry window", description = "A retry after this time counts as a first attempt")
    String retry__window() default "24h";

    @AttributeDefinition(
            name = "Expiry",
            description = "How long an entry that passed is remembered after its last use")
    String expiry() default "36d";

    @AttributeDefinition(
            name = "IPv4 prefix",
            type = AttributeType.INTEGER,
            description = "Clients that agree in so many bits are one; 8 to 32")
    String ipv4__prefix() default "24";

    @AttributeDefinition(
            name = "IPv6 prefix",
            type = AttributeType.INTEGER,
            description = "Clients that agree in so many bits are one; 16 to 128")
    String ipv6__prefix() default "64";

    @AttributeDefinition(
            name = "Allow after",
            type = AttributeType.INTEGER,
            description = "A client network that came back so often is let through; 0 = never")
    String allow__after() default "5";

    @AttributeDefinition(name = "Allowed networks", description = "Addresses, or networks such as 192.0.2.0/24")
    String[] allow__networks() default {};

    @AttributeDefinition(
            name = "Allowed sender domains",
            description = "example.com is that domain, .example.com also those under it")
    String[] allow__senders() default {};

    @AttributeDefinition(
            name = "Allowed recipients",
            description = "A local part in any domain, an address, or @example.com")
    String[] allow__recipients() default {"postmaster", "abuse"};

    @AttributeDefinition(
            name = "Most entries",
            type = AttributeType.INTEGER,
            description = "Beyond it the oldest are forgotten, those that never came back first; 1000 to 10000000")
    String max__entries() default "250000";
}
