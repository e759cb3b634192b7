package io.pogo.spring;

import io.pogo.DistributedSupervisor;
import java.lang.reflect.Proxy;

/** A supervisor of an application's own, which does nothing. */
final class NoSupervisor {
    static final DistributedSupervisor INSTANCE = (DistributedSupervisor) Proxy.newProxyInstance(
            NoSupervisor.class.getClassLoader(),
            new Class<?>[] {DistributedSupervisor.class},
            (proxy, method, all) -> switch (method.getName()) {
                case "equals" -> proxy == all[0];
                case "hashCode" -> 0;
                default -> null;
            });

    private NoSupervisor() {}
}
