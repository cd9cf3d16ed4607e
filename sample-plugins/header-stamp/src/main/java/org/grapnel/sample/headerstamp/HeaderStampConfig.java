package org.grapnel.sample.headerstamp;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of {@code etc/org.grapnel.header-stamp.json}; method names are keys, defaults are the values without a file. */
@ObjectClassDefinition(
        id = HeaderStamp.PID,
        name = "Header stamp",
        description = "Adds a header field that says which version of the bundle a mail passed")
public @interface HeaderStampConfig {
    @AttributeDefinition(name = "Field name", description = "Name of the header field that is added")
    String header() default "X-Grapnel-Stamp";

    @AttributeDefinition(
            name = "Field text",
            description = "Printable US-ASCII; {version} {bundle} {session} {listener} {client} {recipient} {message}"
                    + " are filled in for each mail")
    String text() default "header-stamp {version}";
}
