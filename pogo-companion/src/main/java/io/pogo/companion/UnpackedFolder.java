package io.pogo.companion;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The private folder of one companion whose jars were within an archive. A companion removes it at its own end, since
 * it outlives a node that is killed.
 */
public final class UnpackedFolder {
    /** The system property that names the folder to the companion. */
    public static final String PROPERTY = "pogo.companion.folder";

    private static final String PREFIX = "pogo-companion-";

    private UnpackedFolder() {}

    /**
     * Creates a folder with an unpredictable name that only this user may enter, in {@code java.io.tmpdir}.
     *
     * @return the folder
     * @throws IOException if it cannot be created
     */
    public static Path create() throws IOException {
        return Files.createTempDirectory(PREFIX);
    }

    /**
     * Removes a folder that {@link #create} made, and the files in it; does nothing if it is gone.
     *
     * @param folder the folder
     */
    public static void remove(Path folder) {
        Path name = folder.getFileName();
        if (name == null || !name.toString().startsWith(PREFIX) || !Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Another one removes it too, or the system still has a jar open.
        }
    }

    /** Removes the folder of this companion, if it has one. */
    static void removeOwn() {
        String own = System.getProperty(PROPERTY);
        if (own != null) {
            remove(Path.of(own));
        }
    }
}
