package io.pogo.zk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the language, as far as a program can check them: how doc comments open, words, and long lines. */
class LanguageTest {
    private static final Path ROOT = Path.of("..");
    private static final int COLUMNS = 120;

    private static final Pattern OPENING = Pattern.compile("/\\*\\*\\s*(?:\\*\\s*)?(\\w+)");
    private static final Pattern RIDDLE = Pattern.compile("What|How|Whether|Those|It|Its|Something|Nobody|Nothing|Who"
            + "|Whoever|Where|Why|When|Which|One|This|They|That|From|Not|So|If|Without|Someone|Everybody|Everything");
    private static final Pattern BANNED = Pattern.compile("\\b(?:whoever|be it|for want of|so long as)\\b");

    @Test
    void a_doc_comment_opens_with_a_noun_or_a_verb() {
        assertThat(mainSources().flatMap(LanguageTest::riddles)).isEmpty();
    }

    @Test
    void comments_have_no_banned_words() {
        assertThat(mainSources()
                        .flatMap(file -> comments(file).stream()
                                .flatMap(comment -> BANNED.matcher(comment).results())
                                .map(word -> file + " has: " + word.group())))
                .isEmpty();
    }

    @Test
    void lines_end_at_the_column_that_was_agreed() {
        assertThat(files(".java").flatMap(file -> longLines(file, LanguageTest::mayBeLong)))
                .isEmpty();
        assertThat(files(".md").flatMap(file -> longLines(file, LanguageTest::isTableHeadingOrCode)))
                .isEmpty();
    }

    /** Returns whether a line of code may be long: an import, or a text that people read in one piece. */
    private static boolean mayBeLong(String line) {
        return line.startsWith("import ") || line.contains("\"");
    }

    private static boolean isTableHeadingOrCode(String line) {
        return line.startsWith("|") || line.startsWith("#") || line.startsWith("    ") || line.contains("://");
    }

    private static Stream<String> longLines(Path file, Predicate<String> excused) {
        List<String> found = new ArrayList<>();
        boolean code = false;
        for (String line : text(file).lines().toList()) {
            code ^= line.strip().startsWith("```");
            if (line.length() > COLUMNS && !code && !excused.test(line)) {
                found.add(file + ": " + line.strip());
            }
        }
        return found.stream();
    }

    private static Stream<String> riddles(Path file) {
        return comments(file).stream()
                .filter(comment -> {
                    Matcher opening = OPENING.matcher(comment);
                    return opening.lookingAt()
                            && RIDDLE.matcher(opening.group(1)).matches();
                })
                .map(comment ->
                        file + " opens with: " + comment.lines().limit(2).toList());
    }

    /** Returns the doc comments of a file. */
    private static List<String> comments(Path file) {
        return Pattern.compile("/\\*\\*.*?\\*/", Pattern.DOTALL)
                .matcher(text(file))
                .results()
                .map(comment -> comment.group())
                .toList();
    }

    private static Stream<Path> mainSources() {
        return files(".java").filter(file -> file.toString().contains("src/main/java"));
    }

    private static Stream<Path> files(String ending) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(file ->
                            file.toString().endsWith(ending) && !file.toString().contains("target"))
                    .filter(file -> !ROOT.relativize(file).startsWith(".git"))
                    .filter(file -> !file.toString().contains("node_modules"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
