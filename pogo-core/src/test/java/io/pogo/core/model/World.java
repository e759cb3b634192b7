package io.pogo.core.model;

import io.pogo.core.ChildPhase;
import io.pogo.core.model.Cell.Lock;
import io.pogo.core.model.Cell.OfChild;
import io.pogo.core.model.Cell.OfNode;
import io.pogo.core.model.Cell.OfSlot;
import io.pogo.core.model.Cell.Whole;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One state of everything: two nodes, some children, and ZooKeeper between them, in an array of bytes. */
@SuppressWarnings("EnumOrdinal") // the bytes are named by enums
final class World {
    static final int NODES = 2;
    static final int QUEUE = 4;

    /** Turns the number of a node in the queue, 1 or 2, into that of the other. */
    private static final int BOTH = 3;

    private static final int WHOLE = Whole.values().length;
    private static final int NODE = OfNode.values().length;
    private static final int CHILD = OfChild.values().length;
    private static final int SLOT = OfSlot.values().length;
    private static final int PER_CHILD = CHILD + 2 * QUEUE + NODES * SLOT;
    private static final int CHILDREN_AT = WHOLE + NODES * NODE;

    private final byte[] cells;

    World(byte[] cells) {
        this.cells = cells;
    }

    static World ofChildren(int children) {
        return new World(new byte[CHILDREN_AT + children * PER_CHILD]);
    }

    int children() {
        return (cells.length - CHILDREN_AT) / PER_CHILD;
    }

    byte[] cells() {
        return cells;
    }

    World copy() {
        return new World(cells.clone());
    }

    /** The one of this state and the same one with the nodes swapped that comes first. */
    World orSwapped() {
        byte[] swapped = cells.clone();
        System.arraycopy(cells, WHOLE, swapped, WHOLE + NODE, NODE);
        System.arraycopy(cells, WHOLE + NODE, swapped, WHOLE, NODE);
        for (int child = 0; child < children(); child++) {
            System.arraycopy(cells, at(0, child), swapped, at(1, child), SLOT);
            System.arraycopy(cells, at(1, child), swapped, at(0, child), SLOT);
            for (int owner = at(child) + CHILD; owner < at(0, child); owner += 2) {
                swapped[owner] = (byte) (cells[owner] == 0 ? 0 : cells[owner] ^ BOTH);
            }
        }
        return Arrays.compare(cells, swapped) <= 0 ? this : new World(swapped);
    }

    int get(Whole cell) {
        return cells[cell.ordinal()];
    }

    void set(Whole cell, int value) {
        cells[cell.ordinal()] = (byte) value;
    }

    int get(OfNode cell, int node) {
        return cells[WHOLE + node * NODE + cell.ordinal()];
    }

    boolean is(OfNode cell, int node) {
        return get(cell, node) != 0;
    }

    void set(OfNode cell, int node, int value) {
        cells[WHOLE + node * NODE + cell.ordinal()] = (byte) value;
    }

    int get(OfChild cell, int child) {
        return cells[at(child) + cell.ordinal()];
    }

    void set(OfChild cell, int child, int value) {
        cells[at(child) + cell.ordinal()] = (byte) value;
    }

    int get(OfSlot cell, int node, int child) {
        return cells[at(node, child) + cell.ordinal()];
    }

    boolean is(OfSlot cell, int node, int child) {
        return get(cell, node, child) != 0;
    }

    void set(OfSlot cell, int node, int child, int value) {
        cells[at(node, child) + cell.ordinal()] = (byte) value;
    }

    /** Whose znode stands at a place in the queue of a child's lock: 0 nobody's, or the node's number from 1. */
    int queued(int child, int place) {
        return cells[at(child) + CHILD + 2 * place];
    }

    int queuedToken(int child, int place) {
        return cells[at(child) + CHILD + 2 * place + 1];
    }

    void setQueued(int child, int place, int owner, int token) {
        cells[at(child) + CHILD + 2 * place] = (byte) owner;
        cells[at(child) + CHILD + 2 * place + 1] = (byte) token;
    }

    ChildPhase phase(int node, int child) {
        return PHASES[get(OfSlot.PHASE, node, child)];
    }

    void phase(int node, int child, ChildPhase phase) {
        set(OfSlot.PHASE, node, child, phase.ordinal());
    }

    Lock lock(int node, int child) {
        return LOCKS[get(OfSlot.LOCK, node, child)];
    }

    void lock(int node, int child, Lock lock) {
        set(OfSlot.LOCK, node, child, lock.ordinal());
    }

    /** The rule that the last step broke, if it did. */
    @Nullable
    Rule broken() {
        int broken = get(Whole.BROKEN);
        return broken == 0 ? null : RULES[broken - 1];
    }

    void breaks(Rule rule) {
        set(Whole.BROKEN, 1 + rule.ordinal());
    }

    boolean isUp(int node) {
        return get(OfNode.STATUS, node) == Cell.UP;
    }

    boolean runs(int node, int child) {
        return get(OfSlot.RUN, node, child) != Cell.NO_RUN;
    }

    private int at(int child) {
        return CHILDREN_AT + child * PER_CHILD;
    }

    private int at(int node, int child) {
        return at(child) + CHILD + 2 * QUEUE + node * SLOT;
    }

    private static final ChildPhase[] PHASES = ChildPhase.values();
    private static final Rule[] RULES = Rule.values();
    private static final Lock[] LOCKS = Lock.values();
}
