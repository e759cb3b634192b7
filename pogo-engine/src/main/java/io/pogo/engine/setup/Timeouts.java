package io.pogo.engine.setup;

import java.time.Duration;

/**
 * The time limits of a connection to a store.
 *
 * @param session the session timeout that is requested
 * @param connection the time within which the start must reach the store
 * @param request the time limit of a request
 */
public record Timeouts(Duration session, Duration connection, Duration request) {}
