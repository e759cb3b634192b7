package io.pogo.core;

import static io.pogo.core.TestScope.NOW;
import static io.pogo.core.TestScope.SETTINGS;

import io.pogo.ChildExplanation;
import io.pogo.ChildInfo;
import io.pogo.ChildState;
import org.jspecify.annotations.Nullable;

/** Explanations of child c. */
final class Explained {
    private Explained() {}

    /** A scope, how a listing shows the child in it, and what is said. */
    record Row(TestScope scope, ChildState state, @Nullable String node, String said) {
        @Override
        public String toString() {
            return said.replace('\n', ' ');
        }
    }

    static TestScope ab() {
        return new TestScope().nodes("a", "b");
    }

    static ChildExplanation explained(Row row) {
        return explained(row.scope(), row.state(), row.node(), null);
    }

    static ChildExplanation explained(
            TestScope scope, ChildState state, @Nullable String node, @Nullable String reason) {
        ChildInfo seen = new ChildInfo("c", "t", state, node, 0, 0, 1, reason);
        return Explainer.explain(scope.state(), seen, SETTINGS, NOW);
    }
}
