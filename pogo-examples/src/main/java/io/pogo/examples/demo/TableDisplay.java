package io.pogo.examples.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Draws the screen again and again, on the terminal's second screen, so that the first is as it was in the end. */
final class TableDisplay implements Display {
    private static final String ESC = "\u001b[";
    private static final Map<Screen.Style, String> COLOURS = Map.of(
            Screen.Style.NORMAL, "0",
            Screen.Style.BOLD, "1",
            Screen.Style.GOOD, "32",
            Screen.Style.BAD, "31",
            Screen.Style.NOTABLE, "33");

    private final PrintStream out;
    private String summary = "";
    private TerminalSize size = TerminalSize.ask();

    TableDisplay(PrintStream out) {
        this.out = out;
        out.print(ESC + "?1049h" + ESC + "?25l" + ESC + "2J");
        out.flush();
    }

    @Override
    public void show(NodeEvent event) {}

    /** Does nothing: the title contains the address. */
    @Override
    public void console(String address) {}

    @Override
    public void refresh(List<String> title, DemoState state, Instant now) {
        size = size.refreshed(now);
        summary = Screen.summary(state);
        StringBuilder frame = new StringBuilder(ESC + "H");
        for (Screen.Line line : Screen.draw(title, state, size.columns(), size.rows(), now, ZoneId.systemDefault())) {
            frame.append(ESC).append(COLOURS.get(line.style())).append('m').append(line.text());
            frame.append(ESC).append("0m").append(ESC).append("K\r\n");
        }
        out.print(frame.append(ESC).append("J"));
        out.flush();
    }

    @Override
    public void close() {
        out.print(ESC + "0m" + ESC + "?25h" + ESC + "?1049l");
        out.println("The demo has ended, and all that it started: " + summary + ".");
        out.flush();
    }
}
