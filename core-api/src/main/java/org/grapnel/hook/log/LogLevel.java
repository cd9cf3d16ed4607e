package org.grapnel.hook.log;

/** How much a log record matters, least first. */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    /** The server can't do its work until somebody mends something. */
    CRITICAL
}
