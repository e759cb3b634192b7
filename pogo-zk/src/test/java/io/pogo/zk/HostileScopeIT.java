package io.pogo.zk;

import static io.pogo.zk.Fleet.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pogo.ChildInfo;
import io.pogo.ChildSpec;
import io.pogo.DistributedSupervisor;
import io.pogo.View;
import io.pogo.core.ZnodeNames;
import io.pogo.engine.format.MemberData;
import io.pogo.engine.format.StoredSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A thousand hostile znodes in a scope that is at work. */
class HostileScopeIT {
    private static final int ZNODES = 1_000;
    private static final int CHILDREN = 10;

    private final Fleet fleet = new Fleet();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.pogo");
    private final AtomicBoolean loaded = new AtomicBoolean(true);
    private final List<String> badSpecs = new ArrayList<>();
    private DistributedSupervisor a;
    private DistributedSupervisor b;

    @BeforeEach
    void begin() {
        logged.start();
        logger.addAppender(logged);
        a = fleet.join("a");
        b = fleet.join("b");
        a.startChildren(Fleet.specs("c", CHILDREN));
        fleet.awaitRunning(CHILDREN);
        eventually().until(() -> fleet.workers().countOn("b") == CHILDREN / 2);
    }

    @AfterEach
    void end() {
        loaded.set(false);
        logger.detachAppender(logged);
        fleet.close();
    }

    @Test
    void a_thousand_hostile_znodes_stop_nothing_and_every_bad_one_is_listed() throws Exception {
        int seed = Integer.getInteger("pogo.seed", 8);
        Hostile hostile = new Hostile(new Random(seed));
        CompletableFuture<Integer> load = CompletableFuture.supplyAsync(this::load);

        for (int i = 0; i < ZNODES; i++) {
            write(i, hostile.data());
        }

        loaded.set(false);
        assertThat(load.get())
                .as("children that were started and ended meanwhile")
                .isPositive();
        Set<String> ours = TestScope.ids(Fleet.specs("c", CHILDREN));
        eventually().untilAsserted(() -> assertThat(fleet.workers().running()).containsAll(ours));
        assertThat(fleet.workers().runs().stream().filter(run -> ours.contains(run.childId())))
                .as("no child was run again, but for moves")
                .hasSizeLessThan(3 * CHILDREN);
        Map<String, ChildInfo> listed =
                b.whichChildren(View.GLOBAL).stream().collect(Collectors.toMap(ChildInfo::id, child -> child));
        assertThat(badSpecs)
                .hasSizeGreaterThan(100)
                .allSatisfy(id -> assertThat(listed.get(id))
                        .as("-Dpogo.seed=" + seed + " " + id)
                        .isNotNull()
                        .satisfies(child -> assertThat(child.reason()).contains("its spec cannot be read")));
        b.startChild(ChildSpec.of("last", "worker"));
        eventually().until(() -> fleet.workers().running().contains("last"));
        badSpecs.forEach(a::terminateChild);
        assertThat(logged())
                .noneMatch(line -> line.contains("this is a bug in Pogo"))
                .allSatisfy(line -> assertThat(line.codePoints().noneMatch(c -> c == 0x1b || c == 7))
                        .as(line)
                        .isTrue());
    }

    /** Starts and ends children for as long as it shall. */
    private int load() {
        int rounds = 0;
        while (loaded.get()) {
            String id = "load" + rounds++;
            a.startChild(ChildSpec.of(id, "worker"));
            eventually().until(() -> fleet.workers().running().contains(id));
            b.terminateChild(id);
        }
        return rounds;
    }

    private void write(int i, byte[] data) throws Exception {
        String id = "bad" + i;
        String below = "/" + ZnodeNames.bucket(id) + "/" + ZnodeNames.escape(id);
        switch (i % 7) {
            case 0, 1 -> {
                put("/children" + below, data);
                if (StoredSpec.decode(id, Hostile.znode("/x", data)).problem() != null) {
                    badSpecs.add(id);
                }
            }
            case 2 -> put("/assignments/" + (i % 2 == 0 ? "a" : "stranger") + below, data);
            case 3 -> put("/failures" + below, data);
            case 4 -> put("/checkpoints" + below, data);
            case 5 -> put("/planner/_c_0-latch-z" + i, data);
            default -> {
                boolean isOurs = Set.of("a", "b")
                        .contains(
                                new MemberData.Serializer().decode(data).info().id());

                put(isOurs ? "/failures" + below : "/members/" + id, data);
            }
        }
    }

    private void put(String path, byte[] data) throws Exception {
        try {
            fleet.zk().client().create().creatingParentsIfNeeded().forPath(fleet.path(path), data);
        } catch (KeeperException.NodeExistsException e) {
            fleet.zk().client().setData().forPath(fleet.path(path), data);
        } catch (KeeperException.NoNodeException e) {
            put(path, data); // the planner has removed the stranger's folder before anything was in it
        }
    }

    private List<String> logged() {
        return List.copyOf(logged.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
