package io.pogo;

/** The treatment of an initial child of a node that exists already with another spec. */
public enum InitialChildren {
    /** The start of the node fails, and the child keeps its spec. */
    FAIL,

    /** The child keeps the spec that it has; the difference is logged. */
    KEEP,

    /**
     * The child gets the spec of this node. Instances with different specs change it back and forth while they restart:
     * declare a {@link ChildSet} where the newest version counts.
     */
    UPDATE
}
