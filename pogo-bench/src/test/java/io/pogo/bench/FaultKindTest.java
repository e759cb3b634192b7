package io.pogo.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultKindTest {
    @Test
    void every_kind_is_named_in_the_help() {
        for (FaultKind kind : FaultKind.values()) {
            assertThat(FaultKind.named(kind.label())).contains(kind);
            assertThat(ChaosOptions.USAGE).contains(kind.label());
        }
    }
}
