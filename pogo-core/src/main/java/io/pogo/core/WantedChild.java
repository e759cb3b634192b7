package io.pogo.core;

import io.pogo.Restart;

/**
 * The part of a stored child spec that is needed to place the child.
 *
 * @param id the child's id
 * @param czxid the identity of the spec: a child that was terminated and started again has another one
 * @param revision the revision of the spec, which rises when the child must be stopped and started again
 * @param readable true if the spec could be decoded; a child whose spec could not keeps its place and gets no new one
 * @param type the child type
 * @param restart the restart type
 * @param started true if the one run of a temporary child has begun
 * @param lockBytes the number of bytes that its lock's path adds to the session that holds it
 * @param desired the desired state; a child that must not run is taken from its node
 * @param placement the child's demands on its node
 */
public record WantedChild(
        String id,
        long czxid,
        int revision,
        boolean readable,
        String type,
        Restart restart,
        boolean started,
        int lockBytes,
        Desired desired,
        Placement placement) {
    /**
     * Creates a child that must run and may do so on any node.
     *
     * @param id the child's id
     * @param czxid the identity of the spec
     * @param revision the revision of the spec
     * @param readable true if the spec could be decoded
     * @param type the child type
     * @param restart the restart type
     * @param started true if its one run has begun
     * @param lockBytes the bytes of its lock's path
     */
    public WantedChild(
            String id,
            long czxid,
            int revision,
            boolean readable,
            String type,
            Restart restart,
            boolean started,
            int lockBytes) {
        this(id, czxid, revision, readable, type, restart, started, lockBytes, Desired.RUNNING, Placement.ANYWHERE);
    }

    /**
     * Returns the same child with another desired state and placement.
     *
     * @param desired the desired state
     * @param placement the child's demands on its node
     * @return the child
     */
    public WantedChild with(Desired desired, Placement placement) {
        return new WantedChild(id, czxid, revision, readable, type, restart, started, lockBytes, desired, placement);
    }
}
