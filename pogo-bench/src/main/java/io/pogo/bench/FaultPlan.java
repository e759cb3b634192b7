package io.pogo.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * The plan of the faults: a pure function of the options. The kinds come round after round, each round in an order of
 * its own, mostly one at a time, sometimes a second one while the first lasts.
 *
 * @param faults the faults, ordered by time
 */
record FaultPlan(List<Planned> faults) {
    /**
     * A planned fault.
     *
     * @param number its place in the plan, from 1
     * @param kind the kind of fault
     * @param atMillis the time after the start at which it is made, in milliseconds
     * @param forMillis its length in milliseconds
     * @param choice the random number that chooses the node or the server
     */
    record Planned(int number, FaultKind kind, long atMillis, long forMillis, int choice) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%3d  at %6.1f s  %-16s for %4.1f s",
                    number,
                    atMillis / 1000.0,
                    kind.label(),
                    forMillis / 1000.0);
        }
    }

    private static final int FIRST_MILLIS = 2_000;
    private static final int QUIET_MILLIS = 3_500;
    private static final int TOGETHER_PERCENT = 20;

    static FaultPlan of(ChaosOptions options) {
        Random random = new Random(options.seed());
        long session = options.session().toMillis();
        List<Planned> faults = new ArrayList<>();
        List<FaultKind> round = new ArrayList<>();
        long at = FIRST_MILLIS;
        while (!options.faults().isEmpty()) {
            if (round.isEmpty()) {
                round.addAll(options.faults().stream().sorted().toList());
                Collections.shuffle(round, random);
            }
            FaultKind kind = round.remove(round.size() - 1);
            int percent = kind.leastPercent() + random.nextInt(kind.mostPercent() - kind.leastPercent() + 1);
            long lasts = session * percent / 100;
            if (at + lasts > options.duration().toMillis()) {
                break;
            }
            faults.add(new Planned(faults.size() + 1, kind, at, lasts, random.nextInt(1 << 20)));
            boolean together = random.nextInt(100) < TOGETHER_PERCENT;
            at += together ? lasts / 2 : lasts + 500 + random.nextInt(QUIET_MILLIS);
        }
        return new FaultPlan(List.copyOf(faults));
    }

    @Override
    public String toString() {
        return faults.stream().map(Planned::toString).collect(Collectors.joining("\n"));
    }
}
