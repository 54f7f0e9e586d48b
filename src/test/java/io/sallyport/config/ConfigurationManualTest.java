package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The manual has every key, with its default, and no other. */
class ConfigurationManualTest {

  @Test
  void listsEveryKeyWithItsDefault() throws IOException {
    Map<String, String> keys = new TreeMap<>();
    collect("sallyport", SallyportConfig.class, keys);

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

    assertThat(listed).isEqualTo(keys);
  }

  private static void collect(String prefix, Class<?> mapping, Map<String, String> keys) {
    for (Method method : mapping.getMethods()) {
      String key = prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase();
      Class<?> type = method.getReturnType();
      if (type == Map.class) {
        collect(key + ".*", SallyportConfig.PhoneNumber.class, keys);
      } else if (type.getEnclosingClass() == SallyportConfig.class) {
        collect(key, type, keys);
      } else {
        WithDefault standard = method.getAnnotation(WithDefault.class);
        keys.put(key, standard == null ? "" : standard.value());
      }
    }
  }
}
