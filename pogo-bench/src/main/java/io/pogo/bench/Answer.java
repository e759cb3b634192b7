package io.pogo.bench;

/**
 * The answer of a JVM to a command.
 *
 * @param began the time at which the command began
 * @param ended the time at which it was done
 * @param result the result
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
