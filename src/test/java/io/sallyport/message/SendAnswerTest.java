package io.sallyport.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendAnswerTest {

  private static final String ACCEPTED =
      "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"+16505551235\",\"id\":\"not"
          + " this\",\"wa_id\":\"16505551234\",\"user_id\":\"US.13491208655302741918\"},"
          + "{\"wa_id\":\"16505551236\"}],\"messages\":[{\"meta\":{\"id\":\"nor this\"},\"id\":\"wamid.HBgL=\","
          + "\"message_status\":\"accepted\"},{\"id\":\"wamid.second\"}],\"id\":\"nor this\"}";

  private static final String REFUSED =
      "{\"error\":{\"message\":\"(#131056) rate\",\"type\":\"OAuthException\",\"code\":131056,"
          + "\"error_data\":{\"code\":7},\"fbtrace_id\":\"Az8\"}}";

  private static final Contact PHONE = new Contact("16505551234");
  private static final Contact USER = new Contact("US.13491208655302741918");
  private static final SendAnswer NEITHER = new SendAnswer(null, null, List.of());

  private static SendAnswer read(String body) {
    return SendAnswer.read(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anAcceptedSendHasTheFirstMessagesIdAndItsRecipientsNames() {
    assertThat(read(ACCEPTED)).isEqualTo(new SendAnswer("wamid.HBgL=", null, List.of(PHONE, USER)));
  }

  @Test
  void aRefusalHasGraphsCode() {
    assertThat(read(REFUSED)).isEqualTo(new SendAnswer(null, 131056, List.of()));
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
        "{\"contacts\":\"16505551234\"}",
        "{\"contacts\":{\"wa_id\":\"16505551234\"}}",
        "{\"contacts\":[]}",
        "{\"contacts\":[[{\"wa_id\":\"16505551234\"}],\"wa_id\",7,null]}",
        "{\"contacts\":[{}]}",
        "{\"contacts\":[{},{\"wa_id\":\"16505551234\"}]}",
        "{\"contacts\":[{\"wa_id\":16505551234,\"user_id\":null}]}",
        "{\"contacts\":[{\"wa_id\":\"\",\"user_id\":\"somebody\"}]}",
        "{\"contacts\":[{\"wa_id\":[\"16505551234\"],\"user_id\":{\"user_id\":\"US.1\"}}]}",
        "{\"contacts\":[{\"input\":\"16505551234\"}]}",
        "{\"value\":{\"contacts\":[{\"wa_id\":\"16505551234\"}]}}",
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
    assertThat(read(body)).isEqualTo(NEITHER);
  }

  /**
   * platform-facts.md#answer-to-a-send: a contact without a phone number known to the business has
   * only a user id.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'wa_id':'16505551234'} | 16505551234",
        "{'user_id':'US.13491208655302741918'} | US.13491208655302741918",
        "{'user_id':'US.1','x':{'wa_id':'2'},'wa_id':'16505551234'} | US.1 16505551234",
        "{'wa_id':'16505551234','user_id':'16505551234'} | 16505551234",
        "{'wa_id':'nobody','user_id':'US.1'} | US.1",
        "{'wa_id':'+1 650-555-1234'} | 16505551234"
      },
      quoteCharacter = '"')
  void theRecipientIsCalledWhatTheFirstContactSays(String contact, String names) {
    String body =
        "{\"contacts\":[" + contact.replace('\'', '"') + "],\"messages\":[{\"id\":\"w\"}]}";

    assertThat(read(body))
        .isEqualTo(
            new SendAnswer("w", null, Stream.of(names.split(" ")).map(Contact::new).toList()));
  }

  @Test
  void anAnswerThatBreaksOffHasNeither() {
    byte[] whole = ACCEPTED.getBytes(StandardCharsets.UTF_8);

    for (int length = 0; length < whole.length; length++) {
      assertThat(SendAnswer.read(Arrays.copyOf(whole, length)))
          .as("the first %d bytes", length)
          .isEqualTo(NEITHER);
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
