package io.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T13:42:16Z, 2026-11-20T13:42:16Z",
    "2026-11-20t13:42:16z, 2026-11-20T13:42:16Z",
    "2026-11-20T13:42:16.999999999999Z, 2026-11-20T13:42:16Z",
    "2026-11-20T13:42:16+00:00, 2026-11-20T13:42:16Z",
    "2026-11-20T13:42:16-00:00, 2026-11-20T13:42:16Z",
    "2026-11-20T13:42:16+05:45, 2026-11-20T07:57:16Z",
    "2026-11-20T13:42:16-08:00, 2026-11-20T21:42:16Z",
    "2026-11-20T13:42:16-23:59, 2026-11-21T13:41:16Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z"
  })
  void readsAnyOffset(String text, Instant time) {
    assertThat(Rfc3339.seconds(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-20",
        "2026-11-20T13:42Z",
        "2026-11-20T13:42:16",
        "2026-11-20 13:42:16Z",
        "2026-11-20T13:42:16+01",
        "2026-11-20T13:42:16+0100",
        "2026-11-20T13:42:16+24:00",
        "2026-11-20T13:42:16.Z",
        "2026-11-20T13:42:61Z",
        "2026-11-20T24:00:00Z",
        "2025-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "20261120T134216Z",
        "1795354936",
        " 2026-11-20T13:42:16Z",
        "٢٠٢٦-11-20T13:42:16Z"
      })
  void readsNothingElse(String text) {
    assertThat(Rfc3339.seconds(text)).isEmpty();
  }
}
