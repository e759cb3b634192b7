package io.pogo.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pogo.ChildInfo;
import io.pogo.ChildState;
import io.pogo.MemberInfo;
import io.pogo.ScopeClient;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "status", description = "How the scope stands: its members, its children by state, what is wrong.")
final class StatusCommand extends ScopeCommand {
    private static final int SHOWN = 10;

    @Override
    ExitCode run(ScopeClient client, Output output) {
        List<MemberInfo> members = client.members();
        List<ChildInfo> children = client.whichChildren();
        boolean paused = client.isRebalancingPaused();
        Map<ChildState, Integer> counts = counts(children);
        output.say(text(client.scope(), members, children, counts, paused), () -> {
            ObjectNode json = Documents.object();
            json.put("scope", client.scope());
            json.put("zookeeper", pogo().address());
            json.put("members", members.size());
            json.put("draining", members.stream().filter(MemberInfo::draining).count());
            json.put("rebalancingPaused", paused);
            json.put("children", children.size());
            ObjectNode states = json.putObject("states");
            counts.forEach((state, count) -> states.put(state.name(), count));
            json.put("crashedLately", children.stream().filter(Text::isRestless).count());
            return json;
        });
        return ExitCode.OK;
    }

    private static Map<ChildState, Integer> counts(List<ChildInfo> children) {
        Map<ChildState, Integer> counts = new EnumMap<>(ChildState.class);
        children.forEach(child -> counts.merge(child.state(), 1, Integer::sum));
        return counts;
    }

    private String text(
            String scope,
            List<MemberInfo> members,
            List<ChildInfo> children,
            Map<ChildState, Integer> counts,
            boolean paused) {
        long draining = members.stream().filter(MemberInfo::draining).count();
        StringBuilder text = new StringBuilder();
        text.append("scope        ").append(scope).append(" in ZooKeeper at ").append(pogo().address());
        text.append("\nmembers      ").append(members.isEmpty() ? "none: nothing runs" : members.size());
        text.append(draining == 0 ? "" : ", " + draining + " draining");
        text.append("\nchildren     ").append(children.size());
        counts.forEach(
                (state, count) -> text.append(", ").append(count).append(' ').append(Text.words(state)));
        long crashed = children.stream().filter(Text::isRestless).count();
        text.append(crashed == 0 ? "" : ", of which " + crashed + " crashed lately");
        text.append("\nrebalancing  ").append(paused ? "paused" : "on");
        List<ChildInfo> troubled =
                children.stream().filter(Text::needsAttention).toList();
        if (!troubled.isEmpty()) {
            text.append("\n\n");
            text.append(troubled.stream().limit(SHOWN).map(ChildInfo::toString).collect(Collectors.joining("\n")));
        }
        if (troubled.size() > SHOWN) {
            text.append("\n... and ").append(troubled.size() - SHOWN);
            text.append(" more: pogo children --state stuck,failed,pending,restarting,running,starting");
        }
        return text.toString();
    }
}
