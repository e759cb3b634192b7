package io.pogo.engine.membership;

import io.pogo.engine.base.EventLoop;
import io.pogo.engine.format.ScopePaths;
import io.pogo.engine.lock.ChildLock;
import io.pogo.engine.members.Place;
import io.pogo.engine.members.Registry;
import io.pogo.engine.store.Session;
import io.pogo.engine.store.Store;
import java.util.Set;

/** A store with what a member of a scope needs beside sessions. */
public interface MemberStore extends Store {
    /**
     * Creates the access to the entries of the members of a scope.
     *
     * @param nodeId the id of this node, for the names of threads
     * @param onChange called on any thread after each change that follows the first load
     */
    Registry registry(ScopePaths paths, String nodeId, String logPrefix, Runnable onChange);

    /** Creates what belongs to one stay of a node in the scope, under one session. */
    StayStore begin(EventLoop loop, Session session, ScopePaths paths, String nodeId);

    /** The parts of the store that belong to one stay. */
    interface StayStore {
        /**
         * Creates a place in the planner's queue that is not entered yet.
         *
         * @param formerPlaces the places that this supervisor has left, in any of its stays: a place whose removal is
         *     still pending is not another supervisor's
         */
        Place place(Set<String> formerPlaces, Place.Listener listener);

        /** Creates the locks of the store's own kind; claims are made of the session alone. */
        ChildLock.Factory latches();
    }
}
