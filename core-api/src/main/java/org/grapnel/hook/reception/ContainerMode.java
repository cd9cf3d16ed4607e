package org.grapnel.hook.reception;

/** What the configuration lets happen to a submitted container. */
public enum ContainerMode {
    /** It is read and becomes a mail. */
    ALLOW,
    /** It is refused. */
    REJECT,
    /** It is a mail as it stands, parts and all. */
    PASSTHROUGH
}
