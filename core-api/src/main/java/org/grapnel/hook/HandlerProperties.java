package org.grapnel.hook;

/** Names of the service properties by which a handler describes itself. All are optional. */
public final class HandlerProperties {
    /** String: the handler's name in listings, logs and configuration. Default: the component name, else the class name. */
    public static final String NAME = "grapnel.name";
    /** String, such as {@code 500ms} or {@code 2s}: the longest time that one call may take. Default: the engine's. */
    public static final String DEADLINE = "grapnel.deadline";
    /** String: what a fault counts as; one of the names of {@link FailureRule}, in lower case. Default: by the point's kind. */
    public static final String ON_FAULT = "grapnel.on-fault";

    /** String[] or comma-separated String: names of the listeners whose sessions the handler sees; {@code !NAME} = all but that one. Default: all. */
    public static final String LISTENERS = "grapnel.listeners";
    /** String[] or comma-separated String: client networks, such as {@code 192.0.2.0/24}, {@code !192.0.2.1}. Default: all. */
    public static final String NETWORKS = "grapnel.networks";
    /** String[] or comma-separated String: domains of recipients, messages and queues, such as {@code *.example.com}, {@code !example.com}. Default: all. */
    public static final String DOMAINS = "grapnel.domains";
    /** String[] or comma-separated String: names of bindings; {@code !NAME} = all but that one. Default: all. */
    public static final String BINDINGS = "grapnel.bindings";

    private HandlerProperties() {}
}
