package io.sallyport.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sallyport.message.PageMessage.Kind;
import io.sallyport.message.Reading.Malformed;
import io.sallyport.message.Reading.Understood;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a send of Messenger or Instagram is read (platform-facts.md#pages). */
class PageMessageReaderTest {

  private static Reading json(String body) {
    return PageMessageReader.read(
        body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), BodyFormat.JSON);
  }

  private static Reading form(String body) {
    return PageMessageReader.read(body.getBytes(StandardCharsets.UTF_8), BodyFormat.FORM);
  }

  private static OutboundMessage understood(Reading reading) {
    assertThat(reading).as(reading.toString()).isInstanceOf(Understood.class);
    return ((Understood) reading).message();
  }

  private static PageMessage page(Reading reading) {
    return (PageMessage) understood(reading).own();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PERSON          | {'id':'42'}                         | 42",
        "PERSON          | {'id':42}                           | 42",
        "PERSON          | {'id':'42','user_ref':null}         | 42",
        "COMMENT         | {'comment_id':'1_2'}                | reply:1_2",
        "POST            | {'post_id':'1_2'}                   | reply:1_2",
        "PHONE           | {'phone_number':'+1(650)555-1234'}  | phone:16505551234"
      })
  void aRecipientIsOneOfThese(Kind kind, String recipient, String name) {
    Reading reading = json("{'recipient':" + recipient + ",'message':{'text':'hi'}}");

    assertThat(page(reading).kind()).isEqualTo(kind);
    assertThat(understood(reading).recipient().id()).isEqualTo(name);
  }

  @Test
  void aTokenIsNotKept() {
    Reading reading =
        json("{'recipient':{'notification_messages_token':'4711'},'message':{'text':'hi'}}");

    assertThat(page(reading).kind()).isEqualTo(Kind.MARKETING_TOKEN);
    assertThat(understood(reading).recipient().id()).startsWith("token:").doesNotContain("4711");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recipient=%7B%22id%22%3A%2242%22%7D&message=%7B%22text%22%3A%22hi%22%7D",
        "recipient={'id':'42'}&message={'text':'hi'}&messaging_type=RESPONSE&access_token=EAA",
        "recipient={id:'42'}&message={text:'hi'}",
        "recipient={id:42}&message={text:'hi'}&format=json"
      })
  void aFormMayBeWrittenAsInMetasSamples(String form) {
    String encoded = form.replace("'", "%27").replace("{", "%7B").replace("}", "%7D");

    assertThat(understood(form(encoded)).recipient().id()).isEqualTo("42");
  }

  @Test
  void anObjectMayBeWrittenAsText() {
    Reading reading =
        PageMessageReader.read(
            "{\"recipient\":\"{\\\"id\\\":\\\"42\\\"}\",\"message\":\"{'text':'hi'}\"}"
                .getBytes(StandardCharsets.UTF_8),
            BodyFormat.JSON);

    assertThat(understood(reading).recipient().id()).isEqualTo("42");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'message':{'text':'hi'}}",
        "{'recipient':{},'message':{'text':'hi'}}",
        "{'recipient':'42','message':{'text':'hi'}}",
        "{'recipient':{'id':''},'message':{'text':'hi'}}",
        "{'recipient':{'id':['42']},'message':{'text':'hi'}}",
        "{'recipient':{'id':'42','comment_id':'1'},'message':{'text':'hi'}}",
        "{'recipient':{'thread_key':'t_1'},'message':{'text':'hi'}}",
        "{'recipient':{'ID':'42'},'message':{'text':'hi'}}",
        "{'recipient':{'id':'42'},'recipient':{'id':'43'},'message':{'text':'hi'}}",
        "{'recipient':{'id':'42','id':'43'},'message':{'text':'hi'}}",
        "{'Recipient':{'id':'42'},'recipient':{'id':'43'},'message':{'text':'hi'}}",
        "{'recipient':{'id':'42'},'MESSAGE':{'text':'hi'},'sender_action':'typing_on'}",
        "{'recipient':{'id':'42'},'message[text]':'hi','sender_action':'typing_on'}",
        "{'recipient':{'id':'42'},'message.text':'hi','sender_action':'typing_on'}",
        "{'recipient':{'id':'42'},'message\\u0000':{'text':'hi'},'sender_action':'typing_on'}",
        "{'recipient':{'id':'42'},'message':{'text':'hi'},'\\u00a0tag':'HUMAN_AGENT'}",
        "{'recipient':{'id':'42'},'message':'hi'}",
        "{'recipient':{'id':'42'},'message':{'text':'hi'},'tag':7}",
        "{'recipient':{'id':'42'},'message':{'text':'hi'},'batch':[]}",
        "{'recipient':{'id':'42'},'message':{'text':'hi'},'method':'delete'}",
        "{'recipient':{'id':'42'}}",
        "{'recipient':{'id':'42'},'message':{'text':'hi'}} {}",
        "[]",
        "7"
      })
  void whatCouldBeReadInTwoWaysIsRefused(String body) {
    assertThat(json(body)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recipient[id]=42&message={}",
        "recipient=%7B%22id%22%3A%2242%22%7D&recipient=%7B%7D&message=%7B%7D",
        "recipient=%7B%27id%27%3A%2742%27%2C%22id%22%3A%2243%22%7D&message=%7B%7D",
        "recipient=%7B%7D%7B%22id%22%3A%2242%22%7D&message=%7B%7D",
        "recipient=42&message=%7B%7D"
      })
  void soIsAForm(String body) {
    assertThat(form(body)).isInstanceOf(Malformed.class);
  }

  @Test
  void anActionIsNoMessageUnlessThereIsOne() {
    String action = "{'recipient':{'id':'42'},'sender_action':'typing_on'%s}";

    assertThat(understood(json(action.formatted(""))).sendClass()).isEqualTo(SendClass.CONTROL);
    assertThat(understood(json(action.formatted(",'message':{'text':'hi'}"))).sendClass())
        .isEqualTo(SendClass.FREE_FORM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true  | 'messaging_type':'UTILITY','message':{'template':{'name':'a'}}",
        "true  | 'message':{'template':{'name':'a'}}",
        "true  | 'message':{'template':{'name':'a'},'metadata':'m','text':null}",
        "false | 'message':{'template':{'name':'a'},'text':'a'}",
        "false | 'messaging_type':'UTILITY','message':{'Text':'a','template':{'name':'a'}}",
        "false | 'messaging_type':'UTILITY','message':{'template':{'name':'a'},'attachment':{}}",
        "false | 'messaging_type':'UTILITY','message':{'text':'a'}",
        "false | 'messaging_type':'RESPONSE','message':{'template':{'name':'a'}}",
        "false | 'messaging_type':'UTILITY','message':{'attachment':{'type':'template',"
            + "'payload':{'template_type':'generic'}}}",
        "false | 'messaging_type':'UTILITY','tag':'X','message':{'template':{'name':'a'}}"
      })
  void aUtilityMessageIsATemplate(boolean is, String members) {
    assertThat(page(json("{'recipient':{'id':'42'}," + members + "}")).isUtility()).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true  | 'attachment':{'type':'template','payload':{'template_type':'customer_feedback'}}",
        "false | 'attachment':{'type':'image','payload':{'template_type':'customer_feedback'}}",
        "false | 'attachment':{'payload':{'template_type':'customer_feedback'}}",
        "false | 'attachment':{'type':'template','payload':{'template_type':'generic'}}",
        "false | 'text':'hi','attachment':{'type':'template','payload':"
            + "{'template_type':'customer_feedback'}}"
      })
  void askingForFeedbackIsATemplateAlone(boolean is, String members) {
    String body = "{'recipient':{'id':'42'},'message':{" + members + "}}";

    assertThat(page(json(body)).isFeedback()).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true  | 'messaging_type':'MESSAGE_TAG','tag':'human_agent'",
        "true  | 'tag':'HUMAN_AGENT'",
        "false | 'messaging_type':'RESPONSE','tag':'HUMAN_AGENT'",
        "false | 'messaging_type':'MESSAGE_TAG'"
      })
  void aTagNeedsItsType(boolean is, String members) {
    String body = "{'recipient':{'id':'42'},'message':{'text':'hi'}," + members + "}";

    assertThat(page(json(body)).isTagged()).isEqualTo(is);
  }

  @Test
  void noBytesCrashTheReader() {
    Random random = new Random(16);
    String json = "{\"recipient\":{\"id\":\"42\"},\"message\":{\"attachment\":{\"payload\":{}}}}";
    String form = "recipient=%7B%22id%22%3A%2242%22%7D&message=%7B%22text%22%3A%22hi%22%7D";
    String[] parts = {"{", "}", "[", "]", "null", "\"", "'", "%", "&", "=", ":", ",", "%7B", "\0"};
    for (int i = 0; i < 10_000; i++) {
      boolean isForm = i % 2 == 0;
      StringBuilder text = new StringBuilder(isForm ? form : json);
      for (int cut = random.nextInt(4); cut >= 0; cut--) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(8));
        text.replace(from, to, parts[random.nextInt(parts.length)]);
      }
      byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
      assertThatCode(() -> PageMessageReader.read(body, isForm ? BodyFormat.FORM : BodyFormat.JSON))
          .as(text.toString())
          .doesNotThrowAnyException();
    }
  }
}
