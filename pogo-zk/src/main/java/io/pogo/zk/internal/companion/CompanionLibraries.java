package io.pogo.zk.internal.companion;

import io.pogo.companion.UnpackedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files that a companion loads its classes from. A jar within an archive, as in an executable jar of Spring Boot,
 * is unpacked into a folder that only this user may read. The companion removes the folder when it ends, and so does
 * the node that sees it end.
 */
public final class CompanionLibraries implements AutoCloseable {
    private static final String JAR = "jar:";
    private static final String INSIDE = "!/";

    private final List<String> files = new ArrayList<>();
    private @Nullable Path folder;

    private CompanionLibraries() {}

    /**
     * Returns the files for some places, and unpacks what no other JVM could load from there.
     *
     * @param places URLs of directories and archives
     * @throws IllegalStateException if that is not possible; the message names the remedy
     */
    public static CompanionLibraries of(Collection<String> places) {
        CompanionLibraries libraries = new CompanionLibraries();
        try {
            for (String place : places) {
                Path file = file(place);
                libraries.files.add(file != null ? file.toString() : libraries.unpack(place));
            }
            return libraries;
        } catch (RuntimeException e) {
            libraries.close();
            throw e;
        }
    }

    List<String> files() {
        return List.copyOf(files);
    }

    /** The options by which the companion knows what it must remove. */
    List<String> options() {
        return folder == null ? List.of() : List.of("-D" + UnpackedFolder.PROPERTY + "=" + folder);
    }

    /** Removes what was unpacked. */
    @Override
    public void close() {
        if (folder != null) {
            UnpackedFolder.remove(folder);
        }
    }

    /** A path of another file system, as that of a nested archive, "exists" too and is of no use to another JVM. */
    private static @Nullable Path file(String place) {
        try {
            Path path = Path.of(URI.create(place));
            return path.getFileSystem().equals(FileSystems.getDefault()) && Files.exists(path) ? path : null;
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return null;
        }
    }

    private String unpack(String place) {
        try (InputStream jar = archive(place).openStream()) {
            if (folder == null) {
                folder = UnpackedFolder.create();
            }
            Path file = folder.resolve(files.size() + ".jar");
            Files.copy(jar, file);
            return file.toString();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "no crash companion can be started: " + place + " cannot be unpacked into "
                            + System.getProperty("java.io.tmpdir") + " (" + e
                            + "); set -Djava.io.tmpdir to a folder that"
                            + " this process may write to" + CompanionCommand.INSTEAD,
                    e);
        }
    }

    /**
     * The URL of a nested jar as a stream of bytes: that of its content, without the "jar:" before and the "!/" after
     * it.
     */
    private static URL archive(String place) throws IOException {
        if (!place.startsWith(JAR) || !place.endsWith(INSIDE)) {
            throw new IOException("it is neither a file nor a jar within an archive");
        }
        String inner = place.substring(JAR.length(), place.length() - INSIDE.length());
        return URI.create(inner.startsWith("file:") ? JAR + inner : inner).toURL();
    }
}
