package io.pogo.console;

import io.pogo.ChildConflictException;
import io.pogo.ChildFailedException;
import io.pogo.ChildNotFoundException;
import io.pogo.IndeterminateException;
import io.pogo.LayoutException;
import io.pogo.NodeNotFoundException;
import io.pogo.NotAuthorizedException;
import io.pogo.RequestRefusedException;
import io.pogo.ScopeNotFoundException;
import io.pogo.StaleRevisionException;
import io.pogo.UnavailableException;
import java.util.Collection;
import java.util.List;

/** The outcome of a command, for scripts. The numbers are part of what users rely on. */
enum ExitCode {
    OK(0, "done"),
    FAILED(1, "failed in a way that has no number of its own"),
    USAGE(2, "the command line makes no sense"),
    NOT_FOUND(3, "there is no such child, node or scope"),
    REFUSED(4, "it cannot be done as things stand; nothing was changed"),
    UNAVAILABLE(5, "ZooKeeper did not answer; nothing was changed"),
    INDETERMINATE(6, "the connection was lost; it may have been done"),
    FOUND(7, "check has found something"),
    DECLINED(8, "the question was not answered with yes"),
    NOT_AUTHORIZED(9, "ZooKeeper does not let this identity do that"),
    IN_PART(10, "done in part; each failure is listed");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }

    /**
     * Returns the outcome of many requests.
     *
     * @param changed the number of requests that changed something
     * @param failures the failures of the others; not empty
     */
    static ExitCode of(int changed, Collection<? extends Throwable> failures) {
        List<ExitCode> codes = failures.stream().map(ExitCode::of).toList();
        if (changed > 0) {
            return IN_PART;
        }
        return codes.contains(INDETERMINATE) ? INDETERMINATE : codes.get(0);
    }

    /** Returns the outcome that a failure stands for. */
    static ExitCode of(Throwable failure) {
        if (failure instanceof ChildNotFoundException
                || failure instanceof NodeNotFoundException
                || failure instanceof ScopeNotFoundException) {
            return NOT_FOUND;
        }
        if (failure instanceof ChildConflictException
                || failure instanceof RequestRefusedException
                || failure instanceof StaleRevisionException
                || failure instanceof LayoutException
                || failure instanceof ChildFailedException) {
            return REFUSED;
        }
        if (failure instanceof NotAuthorizedException) {
            return NOT_AUTHORIZED;
        }
        if (failure instanceof IndeterminateException) {
            return INDETERMINATE;
        }
        if (failure instanceof UnavailableException) {
            return UNAVAILABLE;
        }
        return failure instanceof IllegalArgumentException ? USAGE : FAILED;
    }
}
