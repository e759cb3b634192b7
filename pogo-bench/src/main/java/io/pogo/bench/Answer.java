package io.pogo.bench;

/**
 * What a JVM answered to a command.
 *
 * @param began when it began
 * @param ended when it was done
 * @param result what there is to know
 */
record Answer(long began, long ended, String result) {
    static Answer parse(String line) {
        String[] words = line.split(" ", 3);
        if (words.length < 3 || words[0].equals(CommandLoop.FAILED)) {
            throw new IllegalStateException("a node answered: " + line);
        }
        return new Answer(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]);
    }

    double millis() {
        return (ended - began) / 1e6;
    }
}
