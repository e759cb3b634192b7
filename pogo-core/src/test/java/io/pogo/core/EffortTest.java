package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The end of the steps of one plan, and the point at which the next one continues. */
class EffortTest {
    @Test
    void all_places_are_reached_while_there_are_steps_left() {
        Effort effort = new Effort(10);
        effort.begin(0);
        assertThat(effort.reachesNext()).isTrue();
        effort.spend(9);
        assertThat(effort.reachesNext()).isTrue();
        assertThat(effort.isCut()).isFalse();
        assertThat(effort.place()).isEqualTo(2);
        assertThat(effort.spent()).isEqualTo(9);
    }

    @Test
    void no_place_is_reached_once_the_steps_are_spent() {
        Effort effort = new Effort(10);
        effort.begin(0);
        assertThat(effort.reachesNext()).isTrue();
        effort.spend(10);
        assertThat(effort.reachesNext()).isFalse();
        assertThat(effort.isCut()).isTrue();
        assertThat(effort.reachesNext()).isFalse();
        assertThat(effort.place()).isEqualTo(1);
    }

    @Test
    void the_first_place_is_reached_however_few_the_steps_are() {
        Effort effort = new Effort(0);
        effort.begin(0);
        effort.spend(1);
        assertThat(effort.reachesNext()).isTrue();
        assertThat(effort.reachesNext()).isFalse();
        assertThat(effort.place()).isEqualTo(1);
    }

    @Test
    void places_that_an_earlier_plan_has_passed_are_left_out_and_cost_nothing() {
        Effort effort = new Effort(0);
        effort.begin(2);
        assertThat(effort.reachesNext()).isFalse();
        assertThat(effort.reachesNext()).isFalse();
        assertThat(effort.isCut()).isFalse();
        assertThat(effort.reachesNext()).isTrue();
        assertThat(effort.place()).isEqualTo(3);
        assertThat(effort.reachesNext()).isFalse();
        assertThat(effort.place()).isEqualTo(3);
    }

    @Test
    void a_round_begins_at_its_first_place() {
        Effort effort = Effort.unlimited();
        effort.begin(1);
        assertThat(effort.reachesNext()).isFalse();
        assertThat(effort.reachesNext()).isTrue();
        effort.begin(0);
        assertThat(effort.place()).isZero();
        assertThat(effort.reachesNext()).isTrue();
        assertThat(effort.place()).isEqualTo(1);
    }
}
