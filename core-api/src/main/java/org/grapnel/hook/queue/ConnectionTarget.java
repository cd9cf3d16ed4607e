package org.grapnel.hook.queue;

/**
 * How many connections a Domain and Binding should have.
 *
 * @param wanted the number to work towards, 0 or more; limits of the configuration are applied after it
 * @param open those that are open or opening now
 */
public record ConnectionTarget(int wanted, int open) {
    public ConnectionTarget {
        if (wanted < 0 || open < 0) {
            throw new IllegalArgumentException(
                    wanted + " wanted, " + open + " open: a number of connections is 0 or more");
        }
    }

    public ConnectionTarget withWanted(int number) {
        return new ConnectionTarget(number, open);
    }

    /** How many are still to be opened. */
    public int missing() {
        return Math.max(0, wanted - open);
    }
}
