package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
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
            cells[1].strip().replace("`", "").replace("\"<phone_number_id>\"", "*"),
            said.startsWith("`") ? said.replace("`", "") : "");
      }
    }

    assertThat(listed).isEqualTo(ConfigKeys.ALL);
  }
}
