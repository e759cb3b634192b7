package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the engine and the arrows between them. A new arrow needs a line here. */
class RoomsTest {
    private static final List<Path> SOURCES = List.of(
            Path.of("..", "pogo-engine", "src", "main", "java"),
            Path.of("..", "pogo-local", "src", "main", "java"),
            Path.of("src", "main", "java"));
    private static final String POGO = "/src/main/java/io/pogo/";
    private static final int MOST_CLASSES = 15;

    /** Matches imports of Pogo's own classes outside the API and the core, static ones included. */
    private static final Pattern OWN =
            Pattern.compile("(?m)^import (?:static )?io\\.pogo\\.((?:engine|zk|local)[a-z.]*)\\.[A-Z]");

    /** The rooms, the lower ones first, and which others each may use. */
    private static final Map<String, Set<String>> ARROWS = arrows(
            "engine.base ->",
            "engine.events -> engine.base",
            "engine.store -> engine.base",
            "engine.format -> engine.base engine.store",
            "engine.tree -> engine.base engine.store engine.format",
            "engine.access -> engine.base engine.store engine.format",
            "engine.run -> engine.base engine.format",
            "engine.lease -> engine.base engine.store engine.run",
            "engine.lock -> engine.base engine.store engine.format engine.tree",
            "engine.members -> engine.base engine.store engine.format engine.tree engine.events",
            "engine.node -> engine.base engine.store engine.format engine.tree engine.access engine.events "
                    + "engine.lock engine.run",
            "engine.planner -> engine.base engine.store engine.format engine.tree engine.events engine.lock "
                    + "engine.members",
            "engine.request -> engine.base engine.store engine.format engine.tree engine.access engine.lock "
                    + "engine.members",
            "engine.sets -> engine.base engine.store engine.format engine.tree engine.access engine.request",
            "engine.view -> engine.base engine.store engine.format engine.tree engine.access engine.members",
            "engine.check -> engine.base engine.store engine.format engine.tree engine.access engine.members",
            "engine.membership -> engine.base engine.store engine.format engine.tree engine.access "
                    + "engine.events engine.lock engine.members engine.run engine.lease engine.node engine.planner",
            "engine -> engine.base engine.store engine.tree engine.access engine.events engine.members "
                    + "engine.request engine.sets engine.view engine.check engine.membership",
            "engine.setup -> engine.base engine.events engine.format engine.membership engine",
            "local.internal -> engine.base engine.store engine.format engine.tree engine.lock engine.members "
                    + "engine.membership",
            "local -> engine.base engine.format engine.access engine engine.setup local.internal",
            "zk.internal.store -> engine.base engine.store",
            "zk.internal.members -> engine.base engine.store engine.format engine.members zk.internal.store",
            "zk.internal.latch -> engine.base engine.store engine.format engine.tree engine.lock "
                    + "engine.members engine.membership zk.internal.store",
            "zk.internal.meter -> engine.base engine.events",
            "zk.internal -> engine.base engine.store engine.format engine.tree engine.members engine.setup "
                    + "engine.membership zk.internal.store zk.internal.members zk.internal.latch",
            "zk.internal.companion -> engine.base engine.store engine.membership zk.internal.store",
            "zk -> engine.base engine.store engine.access engine engine.setup zk.internal "
                    + "zk.internal.store zk.internal.companion zk.internal.meter");

    private static Map<String, Set<String>> arrows(String... lines) {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (String line : lines) {
            String[] sides = line.split(" *-> *", 2);
            arrows.put(
                    sides[0].strip(),
                    Stream.of(sides[1].split(" +"))
                            .filter(room -> !room.isEmpty())
                            .collect(Collectors.toSet()));
        }
        return arrows;
    }

    @Test
    void each_room_uses_only_the_rooms_that_it_may_use() {
        Map<String, Set<String>> found = new TreeMap<>();
        for (Path file : classes()) {
            found.computeIfAbsent(room(file), room -> new TreeSet<>()).addAll(used(file));
        }
        assertThat(found.keySet()).isEqualTo(ARROWS.keySet());
        found.forEach((room, used) ->
                assertThat(allowed(room)).as("rooms that %s may use", room).containsAll(used));
    }

    @Test
    void no_arrow_is_left_over() {
        Map<String, Set<String>> unused = new TreeMap<>();
        ARROWS.forEach((room, may) -> unused.put(room, new TreeSet<>(may)));
        classes()
                .forEach(
                        file -> unused.getOrDefault(room(file), new TreeSet<>()).removeAll(used(file)));
        assertThat(unused.values()).allSatisfy(left -> assertThat(left).isEmpty());
    }

    @Test
    void arrows_make_no_circle() {
        Set<String> left = new TreeSet<>(ARROWS.keySet());
        while (left.removeIf(room -> allowed(room).stream().noneMatch(left::contains))) {
            // rooms that use nothing which is left stand below the others
        }
        assertThat(left).as("rooms in a circle").isEmpty();
    }

    @Test
    void a_room_is_small_and_says_what_it_is_for() {
        Map<Path, Long> sizes =
                classes().stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
        assertThat(sizes).allSatisfy((room, classes) -> {
            assertThat(classes).as(room.toString()).isLessThanOrEqualTo(MOST_CLASSES);
            assertThat(room.resolve("package-info.java")).exists();
        });
    }

    @Test
    void the_engine_knows_no_store() {
        assertThat(classes())
                .filteredOn(file -> room(file).startsWith("engine"))
                .noneSatisfy(file -> assertThat(text(file))
                        .containsPattern("(?m)^import (static )?(org\\.apache|io\\.pogo\\.(zk|local))\\."));
    }

    private static Set<String> allowed(String room) {
        return ARROWS.getOrDefault(room, Set.of());
    }

    private static Set<String> used(Path file) {
        Set<String> used = new TreeSet<>();
        Matcher imports = OWN.matcher(text(file));
        while (imports.find()) {
            used.add(imports.group(1));
        }
        used.remove(room(file));
        return used;
    }

    private static String room(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.substring(path.indexOf(POGO) + POGO.length(), path.lastIndexOf('/'))
                .replace('/', '.');
    }

    private static List<Path> classes() {
        return SOURCES.stream()
                .flatMap(RoomsTest::sources)
                .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                .toList();
    }

    private static Stream<Path> sources(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
