package io.pogo.spring;

import io.pogo.zk.ZooKeeperSupervisor;

/**
 * A bean that changes the supervisor before it is built, for options that have no property. Customizers run after the
 * properties have been applied, in the order of {@code @Order}.
 *
 * <pre>{@code
 * @Bean
 * PogoSupervisorCustomizer capacity() {
 *     return builder -> builder.capacity(500);
 * }
 * }</pre>
 */
@FunctionalInterface
public interface PogoSupervisorCustomizer {
    /**
     * Changes the builder. Called on the thread that creates the supervisor's bean, and again if the context is stopped
     * and started.
     *
     * @param builder the builder with the properties applied
     */
    void customize(ZooKeeperSupervisor.Builder builder);
}
