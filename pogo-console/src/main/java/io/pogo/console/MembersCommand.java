package io.pogo.console;

import io.pogo.ChildInfo;
import io.pogo.MemberInfo;
import io.pogo.ScopeClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(
        name = "members",
        description =
                "The nodes of the scope: which one plans, how many children each has, its version of Pogo, how long"
                        + " it has been up.")
final class MembersCommand extends ScopeCommand {
    @Override
    ExitCode run(ScopeClient client, Output output) {
        List<MemberInfo> members = client.members();
        Map<String, Long> counts = client.whichChildren().stream()
                .map(ChildInfo::node)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        Table table = new Table("NODE", "ADDRESS", "STATE", "CHILDREN", "CAPACITY", "VERSION", "UP", "TYPES", "LABELS");
        Instant now = Instant.now();
        for (MemberInfo member : members) {
            table.row(
                    member.id(),
                    member.address(),
                    state(member),
                    Long.toString(counts.getOrDefault(member.id(), 0L)),
                    Integer.toString(member.capacity()),
                    member.version() == null ? "-" : member.version(),
                    member.joined() == null ? "-" : Text.elapsed(Duration.between(member.joined(), now)),
                    String.join(",", new TreeSet<>(member.types())),
                    labels(member));
        }
        output.table(
                table,
                () -> Documents.array(
                        members,
                        member -> Documents.member(member).put("children", counts.getOrDefault(member.id(), 0L))));
        return ExitCode.OK;
    }

    private static String state(MemberInfo member) {
        String state = (member.draining() ? "draining" : "active") + (member.planner() ? ", planner" : "");
        return member.suspectTypes().isEmpty()
                ? state
                : state + ", suspect for " + String.join(",", new TreeSet<>(member.suspectTypes()));
    }

    private static String labels(MemberInfo member) {
        return new TreeMap<>(member.labels())
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
    }
}
