package io.pogo.companion;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The second witness of a subprocess: its parent. It is asked after the pipe has ended, in case some native code of the
 * node has closed files that are not its own, as those do that make a daemon of a process.
 */
final class Parent {
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final long PAUSE_NANOS = 1_000_000;

    private Parent() {}

    /**
     * Makes sure that a node is the parent of this process, or has ended.
     *
     * @throws IllegalStateException if something else stands between them, whose end could be taken for the node's
     */
    static void check(long node) {
        if (!is(node) && !becomes(() -> !lives(node))) {
            throw new IllegalStateException("it is no child of its node, process " + node
                    + ": the command that starts it must not start another process, but become it");
        }
    }

    /**
     * Waits until the parent is not this node any more. The kernel closes a process's files a moment before it gives
     * its children away.
     */
    static boolean hasEnded(long node) {
        return becomes(() -> !is(node));
    }

    private static boolean becomes(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    private static boolean lives(long node) {
        return ProcessHandle.of(node).filter(ProcessHandle::isAlive).isPresent();
    }

    private static boolean is(long node) {
        return ProcessHandle.current()
                .parent()
                .filter(parent -> parent.pid() == node && parent.isAlive())
                .isPresent();
    }
}
