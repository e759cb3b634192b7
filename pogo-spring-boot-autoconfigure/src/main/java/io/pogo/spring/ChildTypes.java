package io.pogo.spring;

import io.pogo.ChildFactory;
import java.util.Map;

/** Changes the factories of the child types before the node offers them. */
@FunctionalInterface
interface ChildTypes {
    Map<String, ChildFactory> of(Map<String, ChildFactory> found);
}
