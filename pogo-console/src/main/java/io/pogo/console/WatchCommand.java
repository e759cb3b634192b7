package io.pogo.console;

import io.pogo.ScopeClient;
import io.pogo.ScopeUpdate;
import io.pogo.ScopeWatch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "watch", description = "Prints what happens in the scope, as it happens, until Ctrl-C.")
final class WatchCommand extends ScopeCommand {
    @Option(names = "--for", paramLabel = "TIME", description = "End after this time.")
    private @Nullable Duration time;

    @Override
    @SuppressWarnings("try") // the watch is only closed
    ExitCode run(ScopeClient client, Output output) throws InterruptedException {
        Story story = new Story();
        CountDownLatch end = new CountDownLatch(1);
        try (ScopeWatch watch = client.watch(update -> print(story, update, output, end))) {
            if (time == null) {
                end.await();
            } else {
                var unused = end.await(time.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        return ExitCode.OK;
    }

    /** A reader that has gone away, such as head, ends the watch. */
    private static void print(Story story, ScopeUpdate update, Output output, CountDownLatch end) {
        ZoneId zone = ZoneId.systemDefault();
        story.of(update, Instant.now()).forEach(event -> output.say(event.line(zone), () -> Documents.event(event)));
        if (output.out().checkError()) {
            end.countDown();
        }
    }
}
