package org.grapnel.hook.control;

/**
 * One line as the caller sent it; it may hold several commands, joined by {@code ;} or {@code |}.
 *
 * @param text at most 64 KB of UTF-8
 * @param format how the caller wants to see the answers
 */
public record CommandLine(String text, Format format) {}
