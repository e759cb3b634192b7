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
 */
public record WantedChild(
        String id,
        long czxid,
        int revision,
        boolean readable,
        String type,
        Restart restart,
        boolean started,
        int lockBytes) {}
