package io.pogo.engine.store;

/**
 * A read that is made together with others in one request.
 *
 * @param path the path of the znode
 * @param ofNames whether the names of its children are read, instead of its content
 */
public record Read(String path, boolean ofNames) {
    public static Read data(String path) {
        return new Read(path, false);
    }

    public static Read names(String path) {
        return new Read(path, true);
    }
}
