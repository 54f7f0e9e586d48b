package io.sallyport.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.WebApplicationException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentBodyTest {

  private static final Instant NOW = Instant.parse("2026-11-22T13:42:16.789Z");

  private static ConsentBody read(String body) {
    return ConsentBody.read(body.getBytes(StandardCharsets.UTF_8), NOW);
  }

  private static ConsentBody readAt(String at) {
    return read("{\"state\":\"opt_in\",\"at\":\"" + at + "\"}");
  }

  private static ConsentBody readSource(String source) {
    return read("{\"state\":\"opt_in\",\"source\":\"" + source + "\"}");
  }

  private static void assertRefused(String body, String words) {
    assertThatExceptionOfType(WebApplicationException.class)
        .isThrownBy(() -> read(body))
        .satisfies(
            refused -> {
              assertThat(refused.getResponse().getStatus()).isEqualTo(400);
              byte[] entity = (byte[]) refused.getResponse().getEntity();
              assertThat(new String(entity, StandardCharsets.UTF_8))
                  .contains("\"code\":100,")
                  .contains(words);
            });
  }

  @Test
  void whatIsNotSaidIsNowAndTheApi() {
    ConsentBody consent = read("{\"state\":\"opt_out\"}");

    assertThat(consent)
        .isEqualTo(new ConsentBody("opt_out", "api", Instant.parse("2026-11-22T13:42:16Z")));
    assertThat(consent.optsIn()).isFalse();
    assertThat(read("{\"state\":\"opt_out\",\"source\":null,\"at\":null}")).isEqualTo(consent);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T13:42:16Z, 2026-11-22T13:42:16Z",
    "2026-11-22t13:42:16z, 2026-11-22T13:42:16Z",
    "2026-11-22T13:42:16.999Z, 2026-11-22T13:42:16Z",
    "2026-11-22T15:12:16+05:30, 2026-11-22T09:42:16Z",
    "2026-11-22T13:47:16Z, 2026-11-22T13:47:16Z",
    "2009-01-01T00:00:00Z, 2009-01-01T00:00:00Z"
  })
  void anyRfc3339TimeIsTakenInWholeSeconds(String at, Instant taken) {
    assertThat(readAt(at).at()).isEqualTo(taken);
    assertThat(readAt(at).optsIn()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T13:47:17Z",
        "2008-12-31T23:59:59Z",
        "2026-11-22T13:42:16",
        "2026-11-22",
        "1795354936",
        "yesterday",
        ""
      })
  void anyOtherTimeIsRefused(String at) {
    assertRefused("{\"state\":\"opt_in\",\"at\":\"" + at + "\"}", "`at`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"web form", "crm:42", "Gr\u00fc\u00dfe", "metal", "\uD83D\uDC4D"})
  void aSourceIsKeptAsItIs(String source) {
    assertThat(readSource(source).source()).isEqualTo(source);
    assertThat(readSource("x".repeat(64)).source()).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "meta",
        "Meta",
        " keyword",
        "two\\nlines",
        "two\\u2028lines",
        "bell\\u0007",
        "\\u202Ereversed",
        "half\\uD83D"
      })
  void aSourceThatIsOursOrNotPrintableIsRefused(String source) {
    assertRefused("{\"state\":\"opt_in\",\"source\":\"" + source + "\"}", "`source`");
  }

  @Test
  void aLongSourceIsRefused() {
    assertRefused("{\"state\":\"opt_in\",\"source\":\"" + "x".repeat(65) + "\"}", "`source`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                        | `state`",
        "{\"state\":null}                          | `state`",
        "{\"state\":\"OPT_IN\"}                    | `state`",
        "{\"state\":\"none\"}                      | `state`",
        "{\"state\":true}                          | `state` must be a string",
        "{\"state\":\"opt_in\",\"at\":1795354936}  | `at` must be a string",
        "{\"state\":\"opt_in\",\"source\":[]}      | `source` must be a string",
        "{\"state\":\"opt_in\",\"reason\":\"x\"}   | `reason`",
        "{\"state\":\"opt_in\",\"state\":\"opt_out\"} | Duplicate",
        "{\"state\":\"opt_in\"} {}                 | not valid JSON",
        "{\"state\":\"opt_in\"                     | not valid JSON",
        "[]                                        | one JSON object",
        "\"opt_in\"                                | one JSON object",
        "''                                        | one JSON object"
      })
  void whatIsNoStatementIsRefusedWithTheMember(@Nullable String body, String words) {
    assertRefused(body == null ? "" : body, words);
  }
}
