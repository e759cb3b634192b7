package io.pogo.zk.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.TimeGauge;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The oldest version of a library that an application may bring in a version of its own. The check calls the newest
 * method of the library that Pogo needs. It does not compare version numbers, because a shaded jar may have none.
 */
public final class Requirements {
    /** Optional: checked only where a registry is handed in. */
    public static final Requirements MICROMETER = new Requirements(
            new Library("Micrometer", "1.7", "io.micrometer", "micrometer-core"),
            () -> Meter.class,
            () -> TimeGauge.builder("pogo", () -> 0, TimeUnit.SECONDS));

    private static final List<Requirements> NEEDED = List.of(
            new Requirements(
                    new Library("Jackson", "2.18", "com.fasterxml.jackson.core", "jackson-core"),
                    () -> JsonFactory.class,
                    () -> StreamReadConstraints.builder().maxTokenCount(1)),
            new Requirements(
                    new Library("Jackson", "2.18", "com.fasterxml.jackson.core", "jackson-databind"),
                    () -> ObjectMapper.class,
                    () -> new ObjectNode(JsonNodeFactory.instance).properties()),
            new Requirements(
                    new Library("Guava", "31.0", "com.google.guava", "guava"),
                    () -> Hashing.class,
                    () -> Hashing.murmur3_32_fixed()),
            new Requirements(
                    new Library("SLF4J", "2.0", "org.slf4j", "slf4j-api"),
                    () -> Logger.class,
                    () -> LoggerFactory.getLogger(Requirements.class).atLevel(Level.TRACE)));

    private static final ClassLoader LOADER = Requirements.class.getClassLoader();

    /** Checked once a JVM; two threads may both do it. */
    private static volatile boolean areMet;

    private final Library library;
    private final Supplier<Class<?>> oldClass;
    private final Supplier<?> newestUse;

    private Requirements(Library library, Supplier<Class<?>> oldClass, Supplier<?> newestUse) {
        this.library = library;
        this.oldClass = oldClass;
        this.newestUse = newestUse;
    }

    private record Library(String name, String least, String group, String artifact) {}

    /**
     * Checks the libraries that Pogo cannot run without.
     *
     * @throws IllegalStateException if one is missing or too old; the message names its version and its jar
     */
    public static void check() {
        if (areMet) {
            return;
        }
        NEEDED.forEach(Requirements::checkThis);
        areMet = true;
    }

    /**
     * Checks this library.
     *
     * @throws IllegalStateException if it is missing or too old; the message names its version and its jar
     */
    public void checkThis() {
        try {
            Objects.requireNonNull(newestUse.get());
        } catch (IncompatibleClassChangeError | NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "Pogo needs " + library.name + " " + library.least + " or later; " + found()
                            + "; use a later version of " + library.group + ":" + library.artifact,
                    e);
        }
    }

    private String found() {
        try {
            Class<?> type = oldClass.get();
            String file = type.getName().replace('.', '/') + ".class";
            URL place = LOADER.getResource(file);
            String root = place == null
                    ? ""
                    : place.toString().substring(0, place.toString().length() - file.length());
            return library.artifact + " " + version(type, root) + " is on the class path ("
                    + root.replaceFirst("^jar:", "").replaceFirst("!/$", "") + ")";
        } catch (NoClassDefFoundError e) {
            return library.artifact + " is not on the class path";
        }
    }

    /**
     * The version by what Maven writes into the jar, or by the manifest; a jar that was made otherwise may have
     * neither.
     */
    private String version(Class<?> type, String root) {
        String file = "META-INF/maven/" + library.group + "/" + library.artifact + "/pom.properties";
        Properties properties = new Properties();
        try {
            for (URL candidate : Collections.list(LOADER.getResources(file))) {
                if (candidate.toString().equals(root + file)) {
                    try (InputStream content = candidate.openStream()) {
                        properties.load(content);
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // Then the message does without it.
            properties.clear();
        }
        String inManifest = type.getPackage().getImplementationVersion();
        return properties.getProperty("version", inManifest != null ? inManifest : "of an earlier version");
    }
}
