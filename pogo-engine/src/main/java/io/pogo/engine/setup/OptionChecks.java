package io.pogo.engine.setup;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The checks of options, which fail with a message that names the option and its limits. */
public final class OptionChecks {
    private OptionChecks() {}

    public static String needed(@Nullable String scope) {
        if (scope == null) {
            throw new IllegalStateException("a scope is needed: call scope(...)");
        }
        return scope;
    }

    public static Duration checked(String what, Duration value, Duration least, Duration most) {
        Objects.requireNonNull(value, what);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(what + " is " + value + "; it must be " + least + " to " + most);
        }
        return value;
    }

    static int checked(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is " + value + "; it must be " + least
                    + (most == Integer.MAX_VALUE ? " or more" : " to " + most));
        }
        return value;
    }
}
