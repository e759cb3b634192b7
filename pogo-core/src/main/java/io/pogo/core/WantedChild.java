package io.pogo.core;

import io.pogo.Restart;

/**
 * A stored child spec, as far as placing it needs it.
 *
 * @param id the child's id
 * @param czxid the identity of the spec: a child that was terminated and asked for again has another one
 * @param revision rises when the child shall be run afresh
 * @param readable whether the spec could be decoded; one that could not keeps its place and gets no new one
 * @param type the child type
 * @param restart when it is run again
 * @param started for a temporary child: its one run has begun
 * @param lockBytes how many bytes its lock's path adds to the session that holds it
 * @param desired what is wanted of it; one that shall not run is taken from its node
 * @param placement what it demands of its node
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
     * A child that shall run and may do so anywhere.
     *
     * @param id the child's id
     * @param czxid the identity of the spec
     * @param revision the revision of the spec
     * @param readable whether the spec could be decoded
     * @param type the child type
     * @param restart when it is run again
     * @param started whether its one run has begun
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
     * The same child, wanted otherwise.
     *
     * @param desired what is wanted of it
     * @param placement what it demands of its node
     * @return the child
     */
    public WantedChild with(Desired desired, Placement placement) {
        return new WantedChild(id, czxid, revision, readable, type, restart, started, lockBytes, desired, placement);
    }
}
