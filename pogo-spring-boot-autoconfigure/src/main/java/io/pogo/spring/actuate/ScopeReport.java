package io.pogo.spring.actuate;

import io.pogo.ChildCounts;
import io.pogo.ChildExplanation;
import io.pogo.ChildInfo;
import io.pogo.DistributedSupervisor;
import io.pogo.MemberInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The answers of the endpoint: strings, numbers, lists and maps alone, which every JSON library writes. */
final class ScopeReport {
    private ScopeReport() {}

    static Map<String, Object> summary(DistributedSupervisor supervisor) {
        ChildCounts counts = supervisor.countChildren();
        Map<String, Object> children = new LinkedHashMap<>();
        children.put("specs", counts.specs());
        children.put("running", counts.running());
        children.put("pending", counts.pending());
        children.put("failed", counts.failed());
        children.put("paused", counts.paused());
        children.put("completed", counts.completed());
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("scope", supervisor.scope());
        summary.put("node", supervisor.nodeId());
        summary.put("members", supervisor.members().stream().map(MemberInfo::id).toList());
        summary.put("children", children);
        return summary;
    }

    static List<Map<String, Object>> children(DistributedSupervisor supervisor) {
        return supervisor.whichChildren().stream().map(ScopeReport::child).toList();
    }

    private static Map<String, Object> child(ChildInfo info) {
        Map<String, Object> child = new LinkedHashMap<>();
        child.put("id", info.id());
        child.put("type", info.type());
        child.put("state", lower(info.state()));
        putIfKnown(child, "node", info.node());
        if (info.fencingToken() != 0) {
            child.put("fencingToken", "0x" + Long.toHexString(info.fencingToken()));
        }
        child.put("revision", info.revision());
        putIfKnown(child, "reason", info.reason());
        return child;
    }

    static List<Map<String, Object>> members(DistributedSupervisor supervisor) {
        return supervisor.members().stream().map(ScopeReport::member).toList();
    }

    private static Map<String, Object> member(MemberInfo info) {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("id", info.id());
        member.put("address", info.address());
        member.put("types", List.copyOf(new TreeSet<>(info.types())));
        member.put("labels", info.labels());
        member.put("capacity", info.capacity());
        member.put("draining", info.draining());
        putIfKnown(member, "version", info.version());
        putIfKnown(
                member, "joined", info.joined() == null ? null : info.joined().toString());
        return member;
    }

    static Map<String, Object> explanation(ChildExplanation explained) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", explained.id());
        answer.put("state", lower(explained.state()));
        putIfKnown(answer, "node", explained.node());
        answer.put("why", explained.why());
        putIfKnown(answer, "waitsFor", explained.waitsFor());
        answer.put("elsewhere", explained.elsewhere());
        answer.put(
                "history",
                explained.transitions().stream()
                        .map(transition -> transition.at() + " " + transition.what())
                        .toList());
        return answer;
    }

    private static void putIfKnown(Map<String, Object> map, String name, @Nullable String value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
