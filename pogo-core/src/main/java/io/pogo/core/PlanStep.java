package io.pogo.core;

import io.pogo.StartReason;
import java.util.List;

/** A change of the stored plan. Each step is written in one transaction, and concerns one child. */
public sealed interface PlanStep {
    /**
     * Returns the child that the step concerns.
     *
     * @return the child's id
     */
    String childId();

    /**
     * A step that assigns a child to a node.
     *
     * @param next the new assignment
     * @param replaced the assignments that it replaces; an assignment of the same node is overwritten
     * @param trial true if the node must give the child up with its first crash, because it is not known to run such
     *     children
     */
    record Assign(Assignment next, List<Assignment> replaced, boolean trial) implements PlanStep {
        /**
         * Creates a step that assigns a child to a node that is trusted with it.
         *
         * @param next the new assignment
         * @param replaced the assignments that it replaces
         */
        public Assign(Assignment next, List<Assignment> replaced) {
            this(next, replaced, false);
        }

        /**
         * Returns the same step for another reason.
         *
         * @param reason the reason why the child is assigned to the node
         * @return the step
         */
        public Assign because(StartReason reason) {
            Assignment given = new Assignment(
                    next.childId(), next.nodeId(), next.session(), next.czxid(), next.revision(), reason);
            return new Assign(given, replaced, trial);
        }

        @Override
        public String childId() {
            return next.childId();
        }
    }

    /**
     * A step that takes a child away, or removes assignments that are void.
     *
     * @param childId the child
     * @param withdrawn the assignments to remove, at least one
     */
    record Withdraw(String childId, List<Assignment> withdrawn) implements PlanStep {}

    /**
     * A step that stores a failure record: one that starts a quarantine, or one whose quarantine is over.
     *
     * @param next the record to store
     * @param withdrawn the assignments to remove with it
     */
    @SuppressWarnings("JavaLangClash")
    record Record(Failure next, List<Assignment> withdrawn) implements PlanStep {
        @Override
        public String childId() {
            return next.childId();
        }
    }

    /**
     * A step that removes a failure record that is void.
     *
     * @param childId the child
     */
    record Forget(String childId) implements PlanStep {}

    /**
     * A step that removes the spec of a temporary child whose one run is over because its node is gone or leaving.
     *
     * @param child the spec to remove
     * @param withdrawn the assignments to remove with it
     */
    record Remove(WantedChild child, List<Assignment> withdrawn) implements PlanStep {
        @Override
        public String childId() {
            return child.id();
        }
    }
}
