package io.sallyport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.channel.PageErrors.PageError;
import io.sallyport.message.SendAnswer;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Meta would have answered (platform-facts.md#errors-of-pages). */
class PageErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "MESSENGER, WINDOW_CLOSED, 400, OAuthException, 10, 2018278",
    "INSTAGRAM, WINDOW_CLOSED, 400, OAuthException, 10, 2534022",
    "INSTAGRAM_LOGIN, WINDOW_CLOSED, 403, IGApiException, 10, 2534022",
    "MESSENGER, HUMAN_AGENT_OFF, 400, OAuthException, 100, 2018276",
    "INSTAGRAM_LOGIN, HUMAN_AGENT_OFF, 403, IGApiException, 100, 2018276",
    "MESSENGER, TAG_NOT_ALLOWED, 400, OAuthException, 100,",
    "MESSENGER, PRIVATE_REPLY_USED, 400, OAuthException, 100, 2534025",
    "INSTAGRAM, PRIVATE_REPLY_EXPIRED, 400, OAuthException, 100, 2534025",
    "MESSENGER, TOKEN_USED, 400, OAuthException, 4, 2018354",
    "MESSENGER, TOKEN_EXPIRED, 400, OAuthException, 100,",
    "MESSENGER, OPTED_OUT, 400, OAuthException, 10, 1893015",
    "MESSENGER, UNDECIDED, 503, OAuthException, 131016,",
    "INSTAGRAM_LOGIN, UNAUTHENTICATED, 401, IGApiException, 190,"
  })
  void aRefusalIsMetasOwn(
      PageChannel channel, Reason reason, int status, String type, int code, Integer subcode) {
    PageError error = PageErrors.of(channel, Refusal.of(reason, "why"));

    assertThat(error.status()).isEqualTo(status);
    assertThat(error.type()).isEqualTo(type);
    assertThat(error.code()).isEqualTo(code);
    assertThat(error.subcode()).isEqualTo(subcode);
    assertThat(error.message().startsWith("(#" + code + ") "))
        .isEqualTo(channel != PageChannel.INSTAGRAM_LOGIN);
  }

  @ParameterizedTest
  @CsvSource({"10, 2018278, true", "10, 2534022, true", "10, 0, false", "100, 2018278, false"})
  void aClosedWindowIsKnownByItsCodes(int code, int subcode, boolean isShut) {
    String answer =
        "{\"error\":{\"message\":\"x\",\"code\":" + code + ",\"error_subcode\":" + subcode + "}}";

    assertThat(
            PageChannel.MESSENGER.isShut(SendAnswer.read(answer.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(isShut);
  }
}
