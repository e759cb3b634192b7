package io.pogo.console;

/** The access that a token of the web console gives. */
enum Access {
    /** Shows the scope. */
    READ_ONLY("read-only"),

    /** Shows the scope and changes it. */
    FULL("full");

    private final String text;

    Access(String text) {
        this.text = text;
    }

    /** Returns the name that people and the API use. */
    String text() {
        return text;
    }
}
