package org.grapnel.hook.mail;

/**
 * One header field (RFC 5322 2.2).
 *
 * @param name as it stands, without the colon
 * @param value unfolded: line breaks and the white space that begins a continuation are one space; leading and trailing space is gone
 */
public record Header(String name, String value) {}
