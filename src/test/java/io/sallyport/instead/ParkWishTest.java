package io.sallyport.instead;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.template.Template;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParkWishTest {

  @ParameterizedTest
  @CsvSource({
    "P7D, P7D",
    "PT168H, P7D",
    "P1DT2H3M4S, PT26H3M4S",
    "PT0.5S, PT0.5S",
    "' PT1H ', PT1H"
  })
  void aTimeIsInDaysHoursMinutesAndSeconds(String written, Duration length) {
    assertThat(ParkWish.of(written)).contains(new ParkWish(length, null));
  }

  @Test
  void anOpenerIsATemplateAndItsLanguage() {
    assertThat(ParkWish.of("PT8H;opener = may_we_write/en_US"))
        .contains(new ParkWish(Duration.ofHours(8), new Template.Key("may_we_write", "en_US")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "1h",
        "PT0S",
        "P1W",
        "P1M",
        "P1Y",
        "PT-1H",
        "-PT1H",
        "P7DT0.001S",
        "P8D",
        "PT1H; opener=hello",
        "PT1H; opener=",
        "PT1H; x=hello/en",
        "PT1H, opener=hello/en"
      })
  void anythingElseIsNone(String written) {
    assertThat(ParkWish.of(written)).isEmpty();
  }
}
