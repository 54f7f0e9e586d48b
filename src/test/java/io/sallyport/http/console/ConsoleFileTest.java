package io.sallyport.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.rule.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the console's files must be, before any browser reads them. */
class ConsoleFileTest {

  private static final Path SOURCES = Path.of("src/main/resources/console");

  private static final int MOST_BYTES = 204_800;
  private static final int MOST_LINES = 300;

  /** Another origin, or the root, which behind a proxy is somebody else's. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          "https?://(?!www\\.w3\\.org/2000/svg)"
              + "|(?:src|href)\\s*=\\s*[\"']?/|(?:from|import)[\\s(]*[\"']/|url\\([\"']?/|fetch\\([\"'`]/");

  /** What the policy forbids, and ways to write markup that is not Preact's. */
  private static final Pattern INLINE =
      Pattern.compile(
          "<style|style=|\\son[a-z]+=\"|javascript:|innerHTML|insertAdjacent|document\\.write|eval\\(");

  @Test
  void areThoseOfTheDirectory() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(ConsoleFile.OWN);
    }
  }

  @Test
  void areSmallAltogether() {
    int bytes = ConsoleFile.all().values().stream().mapToInt(file -> file.bytes().length()).sum();

    assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void areShort() throws IOException {
    for (String name : ConsoleFile.OWN) {
      assertThat(Files.readAllLines(SOURCES.resolve(name)))
          .as(name)
          .hasSizeLessThanOrEqualTo(MOST_LINES);
    }
  }

  @Test
  void nameNoOtherOriginAndNothingInline() throws IOException {
    for (String name : ConsoleFile.OWN) {
      String text = Files.readString(SOURCES.resolve(name));
      assertThat(ELSEWHERE.matcher(text).results().map(found -> found.group()))
          .as("%s names another origin or the root", name)
          .isEmpty();
      assertThat(INLINE.matcher(text).results().map(found -> found.group()))
          .as("%s has inline script or style", name)
          .isEmpty();
    }
  }

  @Test
  void knowEveryReason() throws IOException {
    String decisions = Files.readString(SOURCES.resolve("decisions.js"));
    int from = decisions.indexOf("REASONS = [");
    String list = decisions.substring(from, decisions.indexOf("];", from));

    assertThat(Pattern.compile("'(\\w+)'").matcher(list).results().map(found -> found.group(1)))
        .containsExactlyElementsOf(Arrays.stream(Reason.values()).map(Reason::wire).toList());
  }

  @Test
  void haveEachAnEtagOfItsOwn() {
    Map<String, ConsoleFile> all = ConsoleFile.all();

    List<String> tags = all.values().stream().map(ConsoleFile::etag).toList();

    assertThat(tags).doesNotHaveDuplicates().allMatch(tag -> tag.matches("\"[0-9a-f]{32}\""));
  }
}
