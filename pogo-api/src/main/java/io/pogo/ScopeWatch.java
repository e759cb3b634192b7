package io.pogo;

/** A watch of a scope, active until it or its client is closed. See {@link ScopeView#watch}. */
public interface ScopeWatch extends AutoCloseable {
    /** Ends the watch; an update that is being delivered now may still arrive. A second call does nothing. */
    @Override
    void close();
}
