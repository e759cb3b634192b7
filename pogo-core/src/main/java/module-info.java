/** The decisions of Pogo as pure functions, for Pogo's own modules only. */
@SuppressWarnings("module")
module io.pogo.core {
    requires transitive io.pogo;
    requires static org.jspecify;
    requires com.google.common;

    exports io.pogo.core.sets to
            io.pogo.engine;
    exports io.pogo.core to
            io.pogo.engine,
            io.pogo.zk;
}
