package io.pogo.core.model;

import java.util.Arrays;

/**
 * A set of states that numbers them in the order in which they were found, and knows from which one each was found
 * first.
 */
final class StateSet {
    private static final int CHUNK = 1 << 14;
    private static final int MIX = 0x9E3779B9;

    private final int width;
    private byte[][] chunks = new byte[0][];
    private int[] parents = new int[CHUNK];
    private int[] table = new int[2 * CHUNK];
    private int size;

    StateSet(int width) {
        this.width = width;
    }

    int size() {
        return size;
    }

    /** Adds a state; true if it is new. */
    boolean add(World world, int parent) {
        int at = slot(world.cells());
        if (table[at] != 0) {
            return false;
        }
        append(world.cells(), parent);
        table[at] = size;
        if (2 * size > table.length) {
            rehash();
        }
        return true;
    }

    /** The number of a state, or -1. */
    int indexOf(World world) {
        return table[slot(world.cells())] - 1;
    }

    World get(int index) {
        int from = index % CHUNK * width;
        return new World(Arrays.copyOfRange(chunks[index / CHUNK], from, from + width));
    }

    int parent(int index) {
        return parents[index];
    }

    private void append(byte[] cells, int parent) {
        if (size % CHUNK == 0) {
            chunks = Arrays.copyOf(chunks, chunks.length + 1);
            chunks[chunks.length - 1] = new byte[CHUNK * width];
        }
        if (size == parents.length) {
            parents = Arrays.copyOf(parents, 2 * size);
        }
        System.arraycopy(cells, 0, chunks[size / CHUNK], size % CHUNK * width, width);
        parents[size] = parent;
        size++;
    }

    private int slot(byte[] cells) {
        int at = spread(Arrays.hashCode(cells));
        while (table[at] != 0 && !isAt(table[at] - 1, cells)) {
            at = (at + 1) % table.length;
        }
        return at;
    }

    private boolean isAt(int index, byte[] cells) {
        int from = index % CHUNK * width;
        return Arrays.equals(chunks[index / CHUNK], from, from + width, cells, 0, width);
    }

    private int spread(int hash) {
        return Math.floorMod((hash ^ (hash >>> 15)) * MIX, table.length);
    }

    private void rehash() {
        table = new int[2 * table.length];
        for (int index = 0; index < size; index++) {
            table[slot(get(index).cells())] = index + 1;
        }
    }
}
