package io.pogo.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.pogo.core.sets.SetChild;
import io.pogo.core.sets.SetContent;
import io.pogo.core.sets.SetScan;
import io.pogo.core.sets.SetState;
import io.pogo.core.sets.SetVerdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Declarations of sets in a scope in memory, one write at a time: several at once, cut short anywhere, with changes by
 * hand in between.
 */
class SetPropertyTest {
    private static final List<String> IDS =
            IntStream.range(0, 12).mapToObj(i -> "c" + i).toList();
    private static final List<String> SETS = List.of("s", "t");

    /** A child: the set that it belongs to, its spec, and the number of the write that made it. */
    private record Stored(@Nullable String set, String digest, int token) {}

    private record Goal(String set, long version, Map<String, String> specs) {
        SetContent content() {
            return SetContent.of(specs);
        }
    }

    /** The znodes of a set. */
    private static final class Root {
        long version;
        String digest = "";
        SetState state = SetState.COMPLETE;
        int stamp;
        Map<String, String> buckets = Map.of();
        final Map<String, Map<String, String>> records = new HashMap<>();
        /** The number of changes by hand of the children of a bucket. */
        final Map<String, Integer> marks = new HashMap<>();
    }

    private static final class Scope {
        final Map<String, Stored> children = new TreeMap<>();
        final Map<String, Root> sets = new HashMap<>();
        int writes;
    }

    /** A declaration under way; each step is one transaction. */
    private static final class Declaration {
        final Scope scope;
        final Goal goal;
        final Deque<String> buckets = new ArrayDeque<>();
        final Map<String, Integer> marks = new HashMap<>();
        int stamp;
        boolean begun;
        boolean over;

        Declaration(Scope scope, Goal goal) {
            this.scope = scope;
            this.goal = goal;
        }

        void step() {
            Root root = scope.sets.get(goal.set());
            if (!begun) {
                begin();
            } else if (root == null || root.stamp != stamp) {
                over = true;
            } else if (!buckets.isEmpty()) {
                bringInLine(root, buckets.remove());
            } else {
                root.state = SetState.COMPLETE;
                marks.forEach(root.marks::remove);
                over = true;
            }
        }

        private void begin() {
            begun = true;
            Optional<Root> stored = Optional.ofNullable(scope.sets.get(goal.set()));
            SetVerdict verdict = SetVerdict.of(
                    stored.map(root -> new SetVerdict.Standing(root.version, root.digest, root.state)),
                    goal.version(),
                    goal.content().digest());
            if (verdict != SetVerdict.APPLY && verdict != SetVerdict.RESUME) {
                over = true;
                return;
            }
            Root root = stored.orElseGet(Root::new);
            buckets.addAll(SetScan.buckets(
                    stored.isPresent() && root.state == SetState.COMPLETE,
                    root.buckets,
                    goal.content().bucketDigests(),
                    root.records.keySet(),
                    root.marks.keySet()));
            marks.putAll(root.marks);
            if (buckets.stream().anyMatch(bucket -> steps(root, bucket).containsValue(SetChild.Step.CONFLICT))) {
                over = true;
                return;
            }
            if (verdict == SetVerdict.APPLY) {
                root.version = goal.version();
                root.digest = goal.content().digest();
                root.buckets = goal.content().bucketDigests();
                root.state = SetState.DECLARING;
                root.stamp = ++scope.writes;
                scope.sets.put(goal.set(), root);
            }
            stamp = root.stamp;
        }

        private Map<String, SetChild.Step> steps(Root root, String bucket) {
            Map<String, String> declared = goal.content().bucket(bucket);
            Map<String, String> recorded = root.records.getOrDefault(bucket, Map.of());
            Set<String> ids = new TreeSet<>(declared.keySet());
            ids.addAll(recorded.keySet());
            Map<String, SetChild.Step> steps = new TreeMap<>();
            for (String id : ids) {
                if (SetChild.isInQuestion(declared.get(id), recorded.get(id), marks.containsKey(bucket))) {
                    Stored stored = scope.children.get(id);
                    SetChild.Present present =
                            stored == null ? null : new SetChild.Present(stored.set(), stored.digest());
                    steps.put(
                            id,
                            new SetChild(declared.get(id), recorded.get(id), present, false).step(goal.set(), false));
                }
            }
            return steps;
        }

        private void bringInLine(Root root, String bucket) {
            Map<String, SetChild.Step> steps = steps(root, bucket);
            if (steps.containsValue(SetChild.Step.CONFLICT)) {
                over = true;
                return;
            }
            Map<String, String> record = root.records.computeIfAbsent(bucket, any -> new TreeMap<>());
            steps.forEach((id, step) -> {
                switch (step) {
                    case ADD -> put(id, ++scope.writes);
                    case CHANGE -> put(id, the(scope.children, id).token());
                    case REMOVE -> scope.children.remove(id);
                    default -> {}
                }
                if (goal.specs().containsKey(id)) {
                    record.put(id, the(goal.specs(), id));
                } else {
                    record.remove(id);
                }
            });
            if (record.isEmpty()) {
                root.records.remove(bucket);
            }
        }

        private void put(String id, int token) {
            scope.children.put(id, new Stored(goal.set(), the(goal.specs(), id), token));
        }
    }

    @Test
    void the_highest_version_is_completed_by_whoever_declares_it_next_and_nothing_else_is_touched() {
        Seeds.forEach(500, random -> {
            Scope scope = new Scope();
            Map<String, List<Goal>> goals = new HashMap<>();
            SETS.forEach(set -> goals.put(set, goals(random, set)));
            List<Declaration> underWay = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                Map<String, Stored> before = new TreeMap<>(scope.children);
                Map<String, Long> versions = versions(scope);
                switch (random.nextInt(8)) {
                    case 0 -> underWay.add(new Declaration(scope, any(random, the(goals, any(random, SETS)))));
                    case 1 -> byHand(random, scope);
                    case 2 -> underWay.remove(underWay.isEmpty() ? null : any(random, underWay)); // killed
                    default -> {
                        if (!underWay.isEmpty()) {
                            Declaration one = any(random, underWay);
                            one.step();
                            assertOnlyItsOwn(one.goal, before, scope.children);
                            underWay.removeIf(declaration -> declaration.over);
                        }
                    }
                }
                versions.forEach((set, version) ->
                        assertThat(the(scope.sets, set).version).isGreaterThanOrEqualTo(version));
            }
            underWay.clear();
            SETS.forEach(set -> assertCompleted(scope, next(scope, set)));
        });
    }

    /** A declaration with a version above all others, of ids that are free or its own. */
    private static Goal next(Scope scope, String set) {
        Map<String, String> specs = new TreeMap<>();
        IDS.stream()
                .filter(id -> !scope.children.containsKey(id)
                        || set.equals(scope.children.get(id).set()))
                .limit(7)
                .forEach(id -> specs.put(id, "1"));
        return new Goal(set, 100, specs);
    }

    private static void assertCompleted(Scope scope, Goal goal) {
        Map<String, Stored> before = new TreeMap<>(scope.children);
        Declaration last = new Declaration(scope, goal);
        while (!last.over) {
            last.step();
        }
        assertOnlyItsOwn(goal, before, scope.children);
        Map<String, String> now = new TreeMap<>();
        scope.children.forEach((id, child) -> {
            if (goal.set().equals(child.set())) {
                now.put(id, child.digest());
                assertThat(before.get(id) == null || before.get(id).token() == child.token())
                        .isTrue();
            }
        });
        assertThat(now).isEqualTo(goal.specs());
        assertThat(the(scope.sets, goal.set()).state).isEqualTo(SetState.COMPLETE);
    }

    private static void assertOnlyItsOwn(Goal goal, Map<String, Stored> before, Map<String, Stored> after) {
        Map<String, Stored> othersBefore = new TreeMap<>(before);
        Map<String, Stored> othersAfter = new TreeMap<>(after);
        othersBefore.values().removeIf(child -> goal.set().equals(child.set()));
        othersAfter.values().removeIf(child -> goal.set().equals(child.set()));
        assertThat(othersAfter).isEqualTo(othersBefore);
    }

    private static Map<String, Long> versions(Scope scope) {
        Map<String, Long> versions = new HashMap<>();
        scope.sets.forEach((set, root) -> versions.put(set, root.version));
        return versions;
    }

    private static List<Goal> goals(Random random, String set) {
        List<Goal> goals = new ArrayList<>();
        for (int version = 1; version <= 4; version++) {
            Map<String, String> specs = new TreeMap<>();
            IDS.stream()
                    .filter(id -> random.nextInt(3) == 0)
                    .forEach(id -> specs.put(id, String.valueOf(random.nextInt(2))));
            goals.add(new Goal(set, version, specs));
        }
        return goals;
    }

    /** Terminates, updates or starts a child; a child of a set leaves a mark. */
    private static void byHand(Random random, Scope scope) {
        String id = any(random, IDS);
        Stored child = scope.children.get(id);
        if (child == null) {
            scope.children.put(id, new Stored(null, "0", ++scope.writes));
            return;
        }
        if (child.set() != null) {
            the(scope.sets, child.set()).marks.merge(ZnodeNames.bucket(id), 1, Integer::sum);
        }
        if (random.nextBoolean()) {
            scope.children.remove(id);
        } else {
            scope.children.put(id, new Stored(child.set(), "by hand", child.token()));
        }
    }

    private static <K, V> V the(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key));
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
