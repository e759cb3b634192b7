package io.pogo.bench;

import org.jspecify.annotations.Nullable;

/**
 * The budget of a figure.
 *
 * @param limit the value that the figure is compared with
 * @param kind the kind of comparison
 */
record Budget(double limit, Kind kind) {
    /** The comparison of a figure with its budget. */
    enum Kind {
        AT_MOST("<="),
        AT_LEAST(">="),
        EXACTLY("=");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }
    }

    static Budget atMost(double limit) {
        return new Budget(limit, Kind.AT_MOST);
    }

    static Budget atLeast(double limit) {
        return new Budget(limit, Kind.AT_LEAST);
    }

    static Budget exactly(double limit) {
        return new Budget(limit, Kind.EXACTLY);
    }

    /** Returns this budget if it applies to the measurement; otherwise null. */
    @Nullable
    Budget onlyIf(boolean said) {
        return said ? this : null;
    }

    boolean holds(double value) {
        return switch (kind) {
            case AT_MOST -> value <= limit;
            case AT_LEAST -> value >= limit;
            case EXACTLY -> value == limit;
        };
    }

    /** Returns the share of the budget that a figure takes: 1 is all of it, and more is too much. */
    double share(double value) {
        return switch (kind) {
            case AT_MOST -> limit == 0 ? (value == 0 ? 0 : Double.MAX_VALUE) : value / limit;
            case AT_LEAST -> value == 0 ? Double.MAX_VALUE : limit / value;
            case EXACTLY -> value == limit ? 1 : Double.MAX_VALUE;
        };
    }

    String verdict(double value) {
        return holds(value) ? "within" : "outside";
    }

    @Override
    public String toString() {
        return kind.sign + " " + Figures.text(Figures.rounded(limit));
    }
}
