package io.sallyport.http.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerLinksTest {
  private static final String TOKEN = "EAAvaulted";
  private static final UnaryOperator<String> LINK =
      text -> text.startsWith("https://graph.") ? "http://ours/x" : text;

  private static Optional<String> shown(String answer) {
    return AnswerLinks.rewritten(answer.getBytes(StandardCharsets.UTF_8), TOKEN, LINK)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"data\" : [ {\"name\":\"gr\\u00fc\u00df\", \"n\":1.50e2} ]\n}",
        "[]",
        "\"a\"",
        "true",
        "",
        "no json at all {",
        "{\"cut\":\"off"
      })
  void leavesEveryByteOfWhatHoldsNoLink(String answer) {
    assertThat(shown(answer)).contains(answer);
  }

  @Test
  void replacesLinksAndNothingElse() {
    assertThat(
            shown(
                "{ \"\u00fc\":\"\u20ac\", \"paging\" : {\"next\": \"https:\\/\\/graph.x\\/a?b\\u003dc\" ,"
                    + " \"z\":[ \"https://graph.x\" ,1.0]} }"))
        .contains(
            "{ \"\u00fc\":\"\u20ac\", \"paging\" : {\"next\": \"http://ours/x\" ,"
                + " \"z\":[ \"http://ours/x\" ,1.0]} }");
  }

  @Test
  void takesTheTokenOutWhereverItStands() {
    assertThat(
            shown(
                "{\"a\":\"see https://x/?access_token=EAAvaulted&b\",\"access_token\":\"EAAother\"}"))
        .contains("{\"a\":\"see https://x/?access_token=&b\",\"access_token\":\"\"}");
    assertThat(shown("{\"a\":\"\\u0045AAvaulted\"}")).contains("{\"a\":\"\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/**/ f({\"a\":\"EAAvaulted\"})", "{\"EAAvaulted\":1}", "EAAvaulted"})
  void showsNothingOfWhatTheTokenCannotBeTakenOutOf(String answer) {
    assertThat(shown(answer)).isEmpty();
  }
}
