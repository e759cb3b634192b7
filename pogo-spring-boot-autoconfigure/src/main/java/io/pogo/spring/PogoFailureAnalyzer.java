package io.pogo.spring;

import io.pogo.ChildConflictException;
import io.pogo.NodeIdInUseException;
import io.pogo.NotAuthorizedException;
import io.pogo.PogoException;
import io.pogo.StartChildrenException;
import io.pogo.UnavailableException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The explanation of a failed start, which Spring Boot prints in place of a stack trace. */
final class PogoFailureAnalyzer extends AbstractFailureAnalyzer<PogoException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, PogoException cause) {
        return new FailureAnalysis(
                "The node cannot join its scope: " + Objects.requireNonNullElse(cause.getMessage(), "unknown"),
                action(cause),
                cause);
    }

    private static @Nullable String action(PogoException cause) {
        if (cause instanceof UnavailableException) {
            return "Check pogo.connect-string and that ZooKeeper runs. To start without it and join later, set"
                    + " pogo.startup to wait.";
        }
        if (cause instanceof NotAuthorizedException) {
            return "Check pogo.security.user and the password file: all nodes of a scope need the same user.";
        }
        if (cause instanceof NodeIdInUseException) {
            return "Give each instance its own pogo.node-id, or remove the property.";
        }
        return cause instanceof ChildConflictException || cause instanceof StartChildrenException
                ? "Change the child in pogo.children, or set pogo.initial-children-policy to keep or update."
                : null;
    }
}
