package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.policy.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual has every key, with its default, and no other. */
class ConfigurationManualTest {

  @Test
  void listsEveryKeyWithItsDefault() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("src/docs/configuration.md"))) {
      String[] cells = line.split("\\|");
      if (cells.length == 4 && cells[1].strip().startsWith("`sallyport.")) {
        String said = cells[2].strip();
        listed.put(
            cells[1].strip().replace("`", "").replaceAll("\"<[a-z_]+>\"", "*"),
            said.startsWith("`") ? said.replace("`", "") : "");
      }
    }

    assertThat(listed).isEqualTo(ConfigKeys.ALL);
  }

  @Test
  void namesEveryRuleThatCanBeSwitched() throws IOException {
    String manual = Files.readString(Path.of("src/docs/configuration.md"));
    String switches = manual.substring(manual.indexOf("Rules are switched one by one"));
    String list = switches.substring(0, switches.indexOf('.'));

    assertThat(Pattern.compile("`([a-z_]+)`").matcher(list).results().map(found -> found.group(1)))
        .containsExactlyElementsOf(
            Stream.of(Reason.values()).filter(Reason::isOptional).map(Reason::wire).toList());
  }
}
