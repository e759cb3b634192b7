package io.pogo.engine.format;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildSpec;
import io.pogo.RequestRefusedException;
import io.pogo.Restart;
import io.pogo.StaleRevisionException;
import io.pogo.core.Desired;
import io.pogo.core.Pin;
import java.util.Objects;
import java.util.Optional;

/**
 * The changes that requests make to a stored spec, as functions of the stored spec. They return the new revision, or
 * empty if there is nothing to change.
 */
public final class SpecChanges {
    private SpecChanges() {}

    /** Pauses a child. The revision stays: a child that does not run needs no new run. */
    public static Optional<Integer> pause(StoredSpec stored, ObjectNode fields) {
        if (stored.desired() == Desired.PAUSED) {
            return Optional.empty();
        }
        refuseIf(isTemporary(stored), stored, "paused: it is temporary, which is run once");
        refuseIf(stored.desired() == Desired.COMPLETED, stored, "paused: it has completed");
        fields.put("desired", Json.word(Desired.PAUSED));
        return Optional.of(stored.revision());
    }

    /** Resumes a child. With a new revision it is run afresh, even if no node has noticed the pause. */
    public static Optional<Integer> resume(StoredSpec stored, ObjectNode fields) {
        return stored.desired() == Desired.PAUSED ? runAfresh(stored, fields) : Optional.empty();
    }

    public static Optional<Integer> restart(StoredSpec stored, ObjectNode fields) {
        refuseIf(isTemporary(stored), stored, "restarted: it is temporary, which is run once");
        refuseIf(stored.desired() == Desired.PAUSED, stored, "restarted: it is paused; resumeChild runs it");
        return runAfresh(stored, fields);
    }

    public static Optional<Integer> update(ChildSpec spec, int expected, StoredSpec stored, ObjectNode fields) {
        if (stored.revision() != expected) {
            throw new StaleRevisionException(spec.id(), expected, stored.revision());
        }
        if (Objects.equals(spec, stored.spec())) {
            return Optional.empty();
        }
        boolean temporary = spec.restart() == Restart.TEMPORARY;
        refuseIf(isTemporary(stored) != temporary, stored, "updated: it would become or cease to be temporary");
        refuseIf(stored.startedBy() != null, stored, "updated: it is temporary, and its one run has begun");
        ObjectNode next = SpecJson.write(spec);
        next.put("desired", Json.word(stored.desired()));
        next.put("revision", expected + 1);
        stored.pin().ifPresent(pin -> putPin(pin, next));
        if (stored.set() != null) {
            next.put(SpecJson.SET, stored.set());
        }
        fields.removeAll();
        fields.setAll(next);
        return Optional.of(expected + 1);
    }

    /** Pins a child to a node. The revision stays: the move itself starts a new run. */
    public static Optional<Integer> pin(Pin pin, StoredSpec stored, ObjectNode fields) {
        if (stored.pin().equals(Optional.of(pin))) {
            return Optional.empty();
        }
        refuseIf(stored.startedBy() != null, stored, "moved: it is temporary, and its one run has begun");
        putPin(pin, fields);
        return Optional.of(stored.revision());
    }

    public static Optional<Integer> unpin(StoredSpec stored, ObjectNode fields) {
        return fields.remove("pin") == null ? Optional.empty() : Optional.of(stored.revision());
    }

    /** Enters the set that a child belongs to. The revision stays: a child that runs goes on. */
    public static void enter(String set, ObjectNode fields) {
        fields.put(SpecJson.SET, set);
    }

    /** Marks a child as completed: it stays known, and is not run again. */
    static void complete(ObjectNode fields) {
        fields.put("desired", Json.word(Desired.COMPLETED));
        fields.remove("pin");
    }

    private static Optional<Integer> runAfresh(StoredSpec stored, ObjectNode fields) {
        fields.put("desired", Json.word(Desired.RUNNING));
        fields.put("revision", stored.revision() + 1);
        return Optional.of(stored.revision() + 1);
    }

    private static void putPin(Pin pin, ObjectNode fields) {
        fields.putObject("pin").put("node", pin.nodeId()).put("session", Json.hex(pin.session()));
    }

    private static boolean isTemporary(StoredSpec stored) {
        return stored.spec() != null && stored.spec().restart() == Restart.TEMPORARY;
    }

    private static void refuseIf(boolean refused, StoredSpec stored, String what) {
        if (refused) {
            throw new RequestRefusedException("child \"" + stored.id() + "\" cannot be " + what);
        }
    }
}
