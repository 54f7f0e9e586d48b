package io.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every link of a page to another file leads there, every anchor to a heading, and every class that
 * is named by its path is there.
 */
class PageLinksTest {

  private static final Path README = Path.of("README.md");
  private static final Path ADRS = Path.of("src/docs/adr");

  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");

  /** A class by its path below a package's root, as {@code `relay/Sender`}. */
  private static final Pattern CLASS = Pattern.compile("`([a-z]+(?:/[a-z]+)*/[A-Z]\\w+)`");

  private static final List<String> ROOTS =
      List.of(
          "src/main/java/io/sallyport",
          "src/main/java/io/sallyport/twin",
          "src/test/java/io/sallyport");

  static Stream<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(README, Path.of("CHANGELOG.md")));
    for (String folder : List.of("deploy", "src")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files
            .filter(file -> file.toString().endsWith(".md"))
            .filter(file -> !file.toString().contains("node_modules"))
            .sorted()
            .forEach(pages::add);
      }
    }
    return pages.stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void leadsSomewhere(Path page) throws IOException {
    assertThat(broken(page, Files.readString(page))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void namesClassesThatAreThere(Path page) throws IOException {
    assertThat(CLASS.matcher(Files.readString(page)).results().map(named -> named.group(1)))
        .allMatch(PageLinksTest::isClass);
  }

  private static boolean isClass(String name) {
    return ROOTS.stream().anyMatch(root -> Files.exists(Path.of(root, name + ".java")));
  }

  @ParameterizedTest
  @CsvSource({
    "[here](README.md#two-commands), ''",
    "[here](src/docs/adr), ''",
    "[there](https://example.com/nowhere#nothing), ''",
    "[nowhere](src/docs/nowhere.md), src/docs/nowhere.md",
    "[no heading](README.md#three-commands), README.md#three-commands",
    "[nor here](#nothing), #nothing"
  })
  void aLinkToNowhereIsFound(String text, String broken) throws IOException {
    assertThat(String.join(" ", broken(Path.of("NEW.md"), text))).isEqualTo(broken);
  }

  @Test
  void theReadmeLeadsToEveryPage() throws IOException {
    assertThat(targets(README, Files.readString(README)))
        .containsAll(children(Path.of("src/docs")));
  }

  @Test
  void theIndexLeadsToEveryDecisionInTheirOrder() throws IOException {
    Path index = ADRS.resolve("README.md");
    List<Path> decisions = children(ADRS).stream().filter(page -> !page.equals(index)).toList();

    assertThat(targets(index, Files.readString(index))).containsExactlyElementsOf(decisions);
  }

  @Test
  void aDecisionHasTheNumberOfItsFile() throws IOException {
    int number = 0;
    for (Path decision : children(ADRS)) {
      if (!decision.endsWith("README.md")) {
        number++;
        assertThat(decision.getFileName().toString()).startsWith(String.format("%04d-", number));
        assertThat(Files.readString(decision)).startsWith("# " + number + ". ");
      }
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static List<String> broken(Path page, String text) throws IOException {
    List<String> broken = new ArrayList<>();
    for (String link : links(text)) {
      String[] parts = link.split("#", 2);
      Path target = parts[0].isEmpty() ? page : resolve(page, parts[0]);
      String there = target.equals(page) ? text : content(target);
      if (there == null || (parts.length > 1 && !anchors(there).contains(parts[1]))) {
        broken.add(link);
      }
    }
    return broken;
  }

  private static List<Path> targets(Path page, String text) {
    return links(text).stream().map(link -> resolve(page, link.split("#", 2)[0])).toList();
  }

  private static List<String> links(String text) {
    return LINK.matcher(FENCED.matcher(text).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !ELSEWHERE.matcher(link).matches())
        .toList();
  }

  private static Path resolve(Path page, String link) {
    return page.resolveSibling(link).normalize();
  }

  /** Nothing when there is no such file. */
  private static String content(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    return file.toString().endsWith(".md") ? Files.readString(file) : "";
  }

  /** As GitHub makes them: letters, digits, dashes and underscores of the heading. */
  private static Set<String> anchors(String text) {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> times = new HashMap<>();
    String prose = FENCED.matcher(text).replaceAll("");
    for (MatchResult heading : HEADING.matcher(prose).results().toList()) {
      String plain = heading.group(1).replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").strip();
      String anchor =
          plain.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
      int before = times.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }
}
