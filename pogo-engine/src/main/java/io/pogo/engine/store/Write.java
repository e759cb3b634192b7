package io.pogo.engine.store;

/** The writes of a transaction. With version -1 the version does not matter. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public sealed interface Write {
    int ANY_VERSION = -1;

    String path();

    /** The creation of a znode, with the ACL that Pogo gives to such a znode. */
    record Create(String path, byte[] data, boolean ephemeral) implements Write {}

    /** The replacement of a znode's data. */
    record Put(String path, byte[] data, int version) implements Write {}

    record Delete(String path, int version) implements Write {}

    /** The condition that a znode exists in a version. */
    record Check(String path, int version) implements Write {}

    static Write create(String path, byte[] data) {
        return new Create(path, data, false);
    }

    /** Returns a write that creates a znode which ends with the session. */
    static Write createEphemeral(String path, byte[] data) {
        return new Create(path, data, true);
    }

    static Write put(String path, byte[] data, int version) {
        return new Put(path, data, version);
    }

    static Write delete(String path, int version) {
        return new Delete(path, version);
    }

    static Write check(String path, int version) {
        return new Check(path, version);
    }

    /** Returns the condition that a znode exists. */
    static Write exists(String path) {
        return new Check(path, ANY_VERSION);
    }
}
