package io.pogo.console;

import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event streams to the browsers. Each occupies one of the server's threads, so that a slow browser delays no other;
 * there are more threads than streams that may be open.
 */
final class Streams {
    private static final Logger log = LoggerFactory.getLogger(Streams.class);
    private static final int MOST = 100;
    private static final int BUFFER = 8_192;

    /** The interval of the heartbeats, by which both sides notice when the other is gone. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Feed feed;
    private final Semaphore places = new Semaphore(MOST);

    Streams(Feed feed) {
        this.feed = feed;
    }

    /**
     * Sends events until the browser is gone or the feed is closed. Written by hand, since Javalin's own way to send
     * events loops forever when a browser goes at the wrong moment.
     */
    void serve(Context request) throws IOException {
        if (!places.tryAcquire()) {
            throw new ServiceUnavailableResponse("the console has " + MOST + " pages open already");
        }
        request.contentType("text/event-stream; charset=utf-8");
        try (OutputStream browser = compressed(request)) {
            tell(browser);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.debug("a browser has gone", e);
        } finally {
            places.release();
        }
    }

    /**
     * Compresses what the browser gets where it accepts that: a message on ten thousand children has half a megabyte.
     */
    private static OutputStream compressed(Context request) throws IOException {
        String accepted = request.header("Accept-Encoding");
        if (accepted == null || !accepted.contains("gzip")) {
            return request.res().getOutputStream();
        }
        request.header("Content-Encoding", "gzip");
        return new GZIPOutputStream(request.res().getOutputStream(), BUFFER, true);
    }

    private void tell(OutputStream browser) throws IOException, InterruptedException {
        long seen = 0;
        while (!feed.isClosed()) {
            List<Feed.Message> news = feed.after(seen, HEARTBEAT);
            StringBuilder text = new StringBuilder(news.isEmpty() ? ": still here\n\n" : "");
            for (Feed.Message message : news) {
                text.append("event: ").append(message.event());
                text.append("\ndata: ").append(message.data()).append("\n\n");
                seen = message.number();
            }
            browser.write(text.toString().getBytes(StandardCharsets.UTF_8));
            browser.flush();
        }
    }
}
