package org.grapnel.hook.process;

/** The place in the program that something was asked for from. */
public record CallSite(String className, int line) {
    @Override
    public String toString() {
        return className + ":" + line;
    }
}
