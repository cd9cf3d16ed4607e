package org.grapnel.deployer.gate;

/**
 * Bounds of one jar.
 *
 * @param size bytes of the file
 * @param entries files in it
 * @param content bytes of all its entries once inflated
 */
public record Limits(long size, int entries, long content) {
    static String shown(long bytes) {
        return bytes % (1024 * 1024) == 0 ? bytes / (1024 * 1024) + " MB" : bytes + " bytes";
    }
}
