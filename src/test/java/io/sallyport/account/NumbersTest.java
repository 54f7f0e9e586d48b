package io.sallyport.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Plain;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumbersTest {

  private static Numbers numbers(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put("sallyport.numbers." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return ConfiguredNumbers.of(properties);
  }

  @Test
  void aNumberIsFoundByItsIdOnly() {
    Numbers numbers = numbers("\"106540352242922\".waba-id", "102290129340398");

    assertThat(numbers.has("106540352242922")).isTrue();
    assertThat(numbers.hasWaba("102290129340398")).isTrue();
    assertThat(numbers.find("106540352242922"))
        .contains(Plain.number("106540352242922", "102290129340398", false, null));
    assertThat(numbers.find("102290129340398")).isEmpty();
    assertThat(numbers.has("me")).isFalse();
    assertThat(numbers.hasWaba("106540352242922")).isFalse();
    assertThat(numbers.readableWabaIds()).isEmpty();
  }

  @Test
  void aTokenOfOneNumberReadsTheTemplatesOfTheWholeAccount() {
    Numbers numbers =
        numbers(
            "\"106540352242922\".waba-id", "102290129340398",
            "\"106540352242923\".waba-id", "102290129340398",
            "\"106540352242923\".access-token", "EAAJ",
            "\"106540352242924\".waba-id", "102290129340399");

    assertThat(numbers.find("106540352242922").orElseThrow().templatesReadable()).isTrue();
    assertThat(numbers.find("106540352242924").orElseThrow().templatesReadable()).isFalse();
    assertThat(numbers.accessToken("102290129340398")).contains("EAAJ");
    assertThat(numbers.accessToken("102290129340399")).isEmpty();
    assertThat(numbers.readableWabaIds()).containsExactly("102290129340398");
    assertThat(numbers.ofWaba("102290129340398"))
        .containsExactly("106540352242922", "106540352242923");
    assertThat(numbers.ofWaba("106540352242922")).isEmpty();
  }

  @Test
  void aNumbersCountryIsItsOwn() {
    Numbers numbers =
        numbers(
            "\"106540352242922\".waba-id", "102290129340398",
            "\"106540352242922\".country", "IN",
            "\"106540352242923\".waba-id", "102290129340398");

    assertThat(numbers.find("106540352242922").orElseThrow().country()).isEqualTo("IN");
    assertThat(numbers.find("106540352242923").orElseThrow().country()).isNull();
  }
}
