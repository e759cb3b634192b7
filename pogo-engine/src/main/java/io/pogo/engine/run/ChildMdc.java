package io.pogo.engine.run;

import io.pogo.engine.format.Json;
import java.util.Map;
import org.slf4j.MDC;

/**
 * The entries that name the child in SLF4J's MDC while its user code runs: {@code pogo.scope}, {@code pogo.node},
 * {@code pogo.child}, {@code pogo.token}.
 */
final class ChildMdc {
    private final Map<String, String> entries;

    ChildMdc(String scope, RunContext.Facts facts) {
        this.entries = Map.of(
                "pogo.scope", scope,
                "pogo.node", facts.nodeId(),
                "pogo.child", facts.childId(),
                "pogo.token", Json.hex(facts.fencingToken()));
    }

    /** Runs a task on this thread, with the entries set. */
    void run(Runnable task) {
        entries.forEach(MDC::put);
        try {
            task.run();
        } finally {
            entries.keySet().forEach(MDC::remove);
        }
    }
}
