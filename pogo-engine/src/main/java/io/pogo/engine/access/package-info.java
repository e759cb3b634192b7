/**
 * The path of a client's requests to ZooKeeper: one line, a time limit, another attempt after a lost connection.
 * Requests come in as functions of a session, and go out as futures, which report what is known of their outcome.
 */
@NullMarked
package io.pogo.engine.access;

import org.jspecify.annotations.NullMarked;
