package io.pogo;

/** A watch of a scope that goes on until it is closed, or the client is. See {@link ScopeView#watch}. */
public interface ScopeWatch extends AutoCloseable {
    /** Ends the watch; an update that is being told now may still be. A second call does nothing. */
    @Override
    void close();
}
