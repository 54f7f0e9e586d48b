package io.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeylessTest {

  @ParameterizedTest
  @CsvSource({
    "/a, /a",
    "/a?, /a?",
    "/a?access_token=k, /a",
    "/a?access_token=k&b=c, /a?b=c",
    "/a?b=c&access_token=k, /a?b=c",
    "/a?b=%7e+x&access_token=k&d=&&e, /a?b=%7e+x&d=&&e",
    "/a?b=c;access_token=k;d=e, /a?b=c;d=e",
    "/a?%61ccess%5ftoken=k&b, /a?b",
    "/a?Access_Token=k&b, /a?b",
    "/a?access_token[]=k&b, /a?b",
    "/a?access.token=k&b, /a?b",
    "/a?appsecret_proof=00&b=1, /a?b=1",
    "/a?fields=access_token, /a?fields=access_token",
    "/a?b=c?access_token=d, /a?b=c?access_token=d"
  })
  void takesTheKeyOutOfTheQueryAndNothingElse(String target, String without) {
    assertThat(Keyless.target(target)).isEqualTo(without);
  }

  @Test
  void takesTheKeyOutOfTheHeaders() {
    List<Map.Entry<String, String>> headers =
        List.of(Map.entry("A", "1"), Map.entry("authorization", "Bearer k"), Map.entry("B", "2"));

    assertThat(Keyless.headers(headers)).containsExactly(headers.get(0), headers.get(2));
  }
}
