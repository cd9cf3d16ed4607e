package org.grapnel.sample.eventlog;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The keys of {@code etc/org.grapnel.event-log.json}; in method names a double underscore stands for one in the key.
 * Numbers are taken as text so that a bad one is named by {@link Settings}, not by an exception of the container.
 */
@ObjectClassDefinition(
        id = EventLog.PID,
        name = "Event log",
        description = "One JSON line for each reception, rejection, attempt, delivery and failure")
public @interface EventLogConfig {
    @AttributeDefinition(name = "Path", description = "The file; where not absolute, below the base of the instance")
    String path() default "log/events.jsonl";

    @AttributeDefinition(
            name = "Largest size",
            description = "The file is rotated before it grows beyond, such as 100MB")
    String max__size() default "100MB";

    @AttributeDefinition(
            name = "Files",
            type = AttributeType.INTEGER,
            description = "How many files are kept, the current one included; 1 to 1000")
    String files() default "10";

    @AttributeDefinition(
            name = "Queue",
            type = AttributeType.INTEGER,
            description = "How many lines may wait for the disk before new ones are dropped; 100 to 1000000")
    String queue() default "20000";
}
