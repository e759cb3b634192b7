package io.pogo.core;

/**
 * The place at which the search for moves continues in the next plan.
 *
 * @param round the round
 * @param place the number of places of that round that were passed
 * @param undisturbed true if nothing has changed since the search began at the first place of the first round
 */
record Resume(int round, int place, boolean undisturbed) {
    /** The start of a search. */
    static final Resume START = new Resume(0, 0, true);

    Resume disturbed() {
        return equals(START) ? this : new Resume(round, place, false);
    }
}
