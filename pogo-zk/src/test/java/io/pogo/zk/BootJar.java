package io.pogo.zk;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** An executable jar as Spring Boot's build tools make it: Boot's own loader, and this JVM's class path within it. */
final class BootJar {
    private static final String LIBRARIES = "BOOT-INF/lib/";

    private BootJar() {}

    /** Writes one whose main class is a node. */
    static Path write(Path folder, String loader) throws IOException {
        Path jar = folder.resolve("app.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            out.write(("Manifest-Version: 1.0\nMain-Class: org.springframework.boot.loader.launch.JarLauncher\n"
                            + "Start-Class: " + NodeProcess.class.getName()
                            + "\nSpring-Boot-Classes: BOOT-INF/classes/\n"
                            + "Spring-Boot-Lib: " + LIBRARIES + "\n")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            copyLoader(Path.of("target", "boot", loader + ".jar"), out);
            out.putNextEntry(new ZipEntry("BOOT-INF/classes/"));
            out.putNextEntry(new ZipEntry(LIBRARIES));
            int number = 0;
            for (String entry : Splitter.on(File.pathSeparatorChar).split(System.getProperty("java.class.path"))) {
                number++;
                Path path = Path.of(entry);
                if (Files.isDirectory(path)) {
                    Path packed = folder.resolve(number + ".jar");
                    pack(path, packed);
                    path = packed;
                }
                if (Files.isRegularFile(path)) {
                    store(LIBRARIES + number + "-" + path.getFileName(), Files.readAllBytes(path), out);
                }
            }
        }
        return jar;
    }

    private static void copyLoader(Path loader, JarOutputStream out) throws IOException {
        try (JarFile from = new JarFile(loader.toFile())) {
            for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class") || entry.getName().startsWith("META-INF/services/")) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    from.getInputStream(entry).transferTo(out);
                }
            }
        }
    }

    private static void pack(Path directory, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> walk = Files.walk(directory)) {
            List<Path> files = walk.filter(Files::isRegularFile).toList();
            for (Path each : files) {
                out.putNextEntry(new ZipEntry(directory.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
    }

    /** Boot reads nested jars only where they are not compressed. */
    private static void store(String name, byte[] bytes, JarOutputStream out) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
    }
}
