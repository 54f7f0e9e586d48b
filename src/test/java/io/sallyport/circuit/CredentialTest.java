package io.sallyport.circuit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {
  private static final String PATH = "/v23.0/106540352242922/messages";

  private static Credential of(String query, String... authorizations) {
    List<Map.Entry<String, String>> headers =
        Arrays.stream(authorizations).map(value -> Map.entry("AUTHORIZATION", value)).toList();
    return Credential.of(headers, PATH + query);
  }

  @ParameterizedTest
  @CsvSource({
    "'', Bearer EAAa",
    "'', bearer   EAAa ",
    "?access_token=EAAa,",
    "?a=b&access_token=EAAa&c=d,",
    "?a=b;access_token=EAAa,",
    "?%61ccess%5Ftoken=E%41Aa,",
    "?access_token=EAAa&access_token=EAAa,",
    "?access_token=EAAa, Bearer EAAa"
  })
  void isTheTokenOfTheHeaderOrOfTheQuery(String query, String authorization) {
    Credential credential = authorization == null ? of(query) : of(query, authorization);

    assertThat(credential.token()).isEqualTo("EAAa");
    assertThat(credential.fault()).isNull();
  }

  @Test
  void isEmptyWithoutEither() {
    assertThat(of("")).isEqualTo(new Credential("", null));
    assertThat(of("?fields=access_token")).isEqualTo(new Credential("", null));
    assertThat(of("?Access_Token=EAAa")).isEqualTo(new Credential("", null));
  }

  @Test
  void isAtFaultWhenItIsNotOneBearerToken() {
    assertThat(of("", "Basic dTpw").fault()).contains("Bearer");
    assertThat(of("", "Bearer").fault()).contains("Bearer");
    assertThat(of("", "Bearer a b").fault()).contains("Bearer");
    assertThat(of("", "").fault()).contains("Bearer");
    assertThat(of("", "Bearer a", "Bearer a").fault()).contains("several");
    assertThat(of("?access_token=").fault()).contains("empty");
    assertThat(of("?access_token=b", "Bearer a").fault()).contains("differ");
    assertThat(of("?access_token=a&access_token=b").fault()).contains("differ");
  }

  @Test
  void tellsCallersWithTokensInTheQueryApart() {
    assertThat(of("?access_token=a").hash()).isNotEqualTo(of("?access_token=b").hash());
    assertThat(of("?access_token=a").hash()).isEqualTo(of("", "Bearer a").hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/x-www-form-urlencoded | a=b&access_token=EAAa",
        "application/json                  | {\"a\":{\"access_token\":\"x\"},\"access_token\":\"EAAa\"}",
        "                                  | {\"access_token\":\"EAAa\"}"
      })
  void isThatOfTheBodyWithoutAnother(String type, String body) {
    List<Map.Entry<String, String>> headers =
        type == null ? List.of() : List.of(Map.entry("content-type", type));

    assertThat(of("").or(headers, body.getBytes(UTF_8)).token()).isEqualTo("EAAa");
    assertThat(of("", "Bearer b").or(headers, body.getBytes(UTF_8)).token()).isEqualTo("b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"access_token\":1}",
        "[\"access_token\",\"a\"]",
        "{\"b\":",
        "a=b"
      })
  void isEmptyWithoutOneInTheBody(String body) {
    assertThat(of("").or(List.of(), body.getBytes(UTF_8))).isEqualTo(Credential.NONE);
  }

  @Test
  void doesNotShowTheToken() {
    assertThat(of("", "Bearer EAAsecret").toString()).doesNotContain("EAAsecret");
  }
}
