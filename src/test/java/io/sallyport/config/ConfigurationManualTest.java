package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.rule.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The manual has every key, with its default, and no other; and of each what its comment says.
 * {@code ./mvnw test -Dtest=ConfigurationManualTest -Dmanual.write} writes it.
 */
class ConfigurationManualTest {

  @Test
  void saysWhatTheConfigMappingsSay() throws IOException {
    String page = ConfigurationManual.page();
    if (System.getProperty("manual.write") != null) {
      Files.writeString(ConfigurationManual.PAGE, page);
    }

    assertThat(Files.readString(ConfigurationManual.PAGE))
        .as("./mvnw test -Dtest=ConfigurationManualTest -Dmanual.write makes the page")
        .isEqualTo(page);
  }

  @Test
  void listsEveryKeyWithItsDefault() throws IOException {
    Map<String, String> listed = new TreeMap<>();
    for (String line : Files.readAllLines(ConfigurationManual.PAGE)) {
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
    String manual = Files.readString(ConfigurationManual.PAGE);
    String switches = manual.substring(manual.indexOf("Rules are switched one by one"));
    String list = switches.substring(0, switches.indexOf('.'));

    assertThat(Pattern.compile("`([a-z_]+)`").matcher(list).results().map(found -> found.group(1)))
        .containsExactlyElementsOf(
            Stream.of(Reason.values()).filter(Reason::isOptional).map(Reason::wire).toList());
  }
}
