package io.pogo.core;

import java.util.Map;

/**
 * What decides which nodes are right for a child, whatever they have by now. Children with the same demand share the
 * answer.
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
