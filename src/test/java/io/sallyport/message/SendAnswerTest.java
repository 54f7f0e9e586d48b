package io.sallyport.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendAnswerTest {

  private static final String ACCEPTED =
      "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"+16505551234\",\"id\":\"not"
          + " this\"}],\"messages\":[{\"meta\":{\"id\":\"nor this\"},\"id\":\"wamid.HBgL=\","
          + "\"message_status\":\"accepted\"},{\"id\":\"wamid.second\"}],\"id\":\"nor this\"}";

  private static final String REFUSED =
      "{\"error\":{\"message\":\"(#131056) rate\",\"type\":\"OAuthException\",\"code\":131056,"
          + "\"error_data\":{\"code\":7},\"fbtrace_id\":\"Az8\"}}";

  private static SendAnswer read(String body) {
    return SendAnswer.read(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anAcceptedSendHasTheFirstMessagesId() {
    assertThat(read(ACCEPTED)).isEqualTo(new SendAnswer("wamid.HBgL=", null));
  }

  @Test
  void aRefusalHasGraphsCode() {
    assertThat(read(REFUSED)).isEqualTo(new SendAnswer(null, 131056));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "{}",
        "\"wamid.HBgL=\"",
        "{\"success\":true}",
        "<html><body>502 Bad Gateway</body></html>",
        "{\"messages\":{}}",
        "{\"messages\":[]}",
        "{\"messages\":[[{\"id\":\"x\"}],\"id\",7]}",
        "{\"messages\":[{\"id\":7},{\"id\":null},{\"id\":{\"id\":\"x\"}}]}",
        "{\"value\":{\"messages\":[{\"id\":\"x\"}]}}",
        "{\"error\":\"server\"}",
        "{\"error\":{\"code\":\"131056\"}}",
        "{\"error\":{\"code\":13.5}}",
        "{\"error\":{\"code\":99999999999}}",
        "{\"error\":{\"error_data\":{\"code\":7}}}",
        "{\"error\":[{\"code\":7}]}"
      })
  void anAnswerThatIsNotMetasHasNeither(String body) {
    assertThat(read(body)).isEqualTo(new SendAnswer(null, null));
  }

  @Test
  void anAnswerThatBreaksOffHasNeither() {
    byte[] whole = ACCEPTED.getBytes(StandardCharsets.UTF_8);

    for (int length = 0; length < whole.length; length++) {
      assertThat(SendAnswer.read(Arrays.copyOf(whole, length)))
          .as("the first %d bytes", length)
          .isEqualTo(new SendAnswer(null, null));
    }
  }

  @Test
  void noAnswerMakesReadingThrow() {
    long seed = System.nanoTime();
    System.out.println("SendAnswerTest mutates with seed " + seed);
    Random random = new Random(seed);
    int readable = 0;

    for (int round = 0; round < 20_000; round++) {
      byte[] body = (round % 2 == 0 ? ACCEPTED : REFUSED).getBytes(StandardCharsets.UTF_8);
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      SendAnswer answer = SendAnswer.read(body);
      readable += answer.wamid() != null || answer.errorCode() != null ? 1 : 0;
    }

    assertThat(readable).isPositive();
  }
}
