package io.pogo.core;

import java.util.Map;

/**
 * The properties of a child that decide which nodes are right for it, independently of the nodes' loads. Children with
 * the same demand share the result.
 *
 * @param type the child type
 * @param labels the required labels
 * @param format the format of the spec
 */
record Demand(String type, Map<String, String> labels, int format) {
    static Demand of(WantedChild child) {
        return new Demand(
                child.type(),
                child.placement().requiredLabels(),
                child.placement().format());
    }
}
