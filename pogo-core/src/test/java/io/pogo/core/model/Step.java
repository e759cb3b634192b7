package io.pogo.core.model;

/**
 * One thing that may happen next.
 *
 * @param name what happens
 * @param node at or to which node, or -1
 * @param child to which child, or -1
 * @param progress whether it happens sooner or later if nothing else does; a fault or a request need not happen
 * @param world the state after it
 */
record Step(String name, int node, int child, boolean progress, World world) {
    @Override
    public String toString() {
        return (node < 0 ? "ZooKeeper" : node == 0 ? "node A" : "node B") + ", "
                + (child < 0 ? "" : "child " + (child + 1) + ": ") + name;
    }
}
