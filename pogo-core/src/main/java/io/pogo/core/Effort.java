package io.pogo.core;

/**
 * The steps that one plan may spend on the search for moves. A round goes through its places in a fixed order; the next
 * plan continues where the steps of one plan end. A step is about one comparison of a child or a kind of children with
 * a node.
 */
final class Effort {
    private final long most;
    private long spent;
    private int passed;
    private int place;
    private boolean begun;
    private boolean cut;

    /** Creates an effort of so many steps. At least one place is looked at, even with fewer steps. */
    Effort(long most) {
        this.most = most;
    }

    static Effort unlimited() {
        return new Effort(Long.MAX_VALUE);
    }

    /** Begins a round of which an earlier plan has passed so many places. */
    void begin(int placesPassed) {
        passed = placesPassed;
        place = 0;
    }

    /**
     * Returns whether to look at the next place: not if an earlier plan has passed it, and not once the steps are
     * spent.
     */
    boolean reachesNext() {
        if (place < passed) {
            place++;
            return false;
        }
        cut |= begun && spent >= most;
        begun = true;
        place += cut ? 0 : 1;
        return !cut;
    }

    void spend(long steps) {
        spent += steps;
    }

    long spent() {
        return spent;
    }

    /** Returns whether the search was cut off by the limit of steps. */
    boolean isCut() {
        return cut;
    }

    /** Returns the number of places that were passed in the current round. */
    int place() {
        return place;
    }
}
