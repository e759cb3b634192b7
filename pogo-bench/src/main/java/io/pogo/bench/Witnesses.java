package io.pogo.bench;

/** The evidence about two runs of one child, as text. */
final class Witnesses {
    /** The time after a fault was healed in which a run that starts may still be affected by it. */
    private static final long AFTERMATH_NANOS = 15_000_000_000L;

    private Witnesses() {}

    static String describe(String what, Run first, Run second, Evidence evidence) {
        long to = Math.min(first.to(), second.to());
        StringBuilder text = new StringBuilder(what)
                .append(" of ")
                .append(first.child())
                .append(": ")
                .append(first)
                .append(" and ")
                .append(second);
        if (to != Run.NEVER && to > second.from()) {
            text.append(", for ").append((to - second.from()) / 1_000_000).append(" ms");
        }
        evidence.children().stream()
                .filter(line -> isOf(line, first) || isOf(line, second))
                .forEach(line -> text.append("\n    ").append(line));
        evidence.pauses().stream()
                .filter(pause -> isOf(pause.process(), first, second)
                        && pause.from() <= to
                        && pause.to() >= second.from() - AFTERMATH_NANOS)
                .forEach(pause -> text.append("\n    during ").append(pause));
        evidence.faults().stream()
                .filter(fault -> fault.from() <= to
                        && fault.to() >= first.from()
                        && fault.to() >= second.from() - AFTERMATH_NANOS)
                .forEach(fault -> text.append("\n    during ").append(fault));
        evidence.halting().stream()
                .filter(process -> isOf(process, first, second))
                .sorted()
                .forEach(process -> text.append("\n    ").append(halt(process, evidence)));
        return text.toString();
    }

    private static String halt(String process, Evidence evidence) {
        String told = process + " is to halt when a child is stuck after the session";
        return evidence.halted().contains(process)
                ? told + ", and did at " + evidence.deaths().get(process)
                : told + ", and did not";
    }

    private static boolean isOf(String process, Run first, Run second) {
        return process.equals(first.process()) || process.equals(second.process());
    }

    private static boolean isOf(ChildLine line, Run run) {
        return line.event() != ChildLine.Event.SAVED
                && line.child().equals(run.child())
                && line.process().equals(run.process())
                && line.token() == run.token()
                && line.incarnation() == run.incarnation();
    }
}
