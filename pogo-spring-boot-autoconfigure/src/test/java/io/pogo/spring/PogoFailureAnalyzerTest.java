package io.pogo.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.LayoutException;
import io.pogo.NodeIdInUseException;
import io.pogo.UnavailableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** The failures that have an explanation, found as Spring Boot finds it. */
class PogoFailureAnalyzerTest {
    private final FailureAnalyzer analyzer = SpringFactoriesLoader.forDefaultResourceLocation()
            .load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, e) -> {}))
            .stream()
            .filter(PogoFailureAnalyzer.class::isInstance)
            .findFirst()
            .orElseThrow();

    @Test
    void a_failed_start_is_explained_with_the_property_to_change() {
        assertThat(List.of(
                        action(new UnavailableException("no answer", null)),
                        action(new NodeIdInUseException("twin", null)),
                        action(new LayoutException("other", null))))
                .satisfiesExactly(
                        action -> assertThat(action).contains("pogo.connect-string", "pogo.startup to wait"),
                        action -> assertThat(action).contains("pogo.node-id"),
                        action -> assertThat(action).isEqualTo("null"));
    }

    private String action(RuntimeException failure) {
        return String.valueOf(
                analyzer.analyze(new IllegalStateException(failure)).getAction());
    }
}
