package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScopeLimitsTest {
    private static final ScopeLimits LIMITS = new ScopeLimits(3, 1_000);

    @Test
    void a_scope_has_room_below_both_limits_and_says_which_one_is_reached() {
        assertThat(LIMITS.reached(2, 999)).isEmpty();
        assertThat(LIMITS.reached(3, 0)).hasValue("it has 3 children, and its limit is 3");
        assertThat(LIMITS.reached(4, 2_000)).hasValue("it has 4 children, and its limit is 3");
        assertThat(LIMITS.reached(1, 1_000)).hasValue("its specs have 1000 bytes, and its limit is 1000");
    }
}
