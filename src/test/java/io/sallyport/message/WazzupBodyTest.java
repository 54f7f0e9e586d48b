package io.sallyport.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message of Wazzup's is read in one way, or not at all. */
class WazzupBodyTest {

  private static final String TEXT =
      "{'channelId':'c','chatType':'whatsapp','chatId':'15550101234','text':'Hi'}";

  private static WazzupBody.Read read(String body) {
    return WazzupBody.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatIsDecidedUpon() {
    WazzupBody body =
        read(TEXT.replace("}", ",'crmMessageId':7,'buttonsObject':{'a':[1]}}")).body();

    assertThat(body)
        .isEqualTo(new WazzupBody("c", "whatsapp", "15550101234", null, "Hi", null, null, "7"));
  }

  @ParameterizedTest
  @CsvSource({
    "'''channelId'':''c'',', channelId",
    "'''chatType'':''whatsapp'',', chatType",
    "'''chatId'':''15550101234'',', chatId"
  })
  void namesWhatIsMissing(String member, String field) {
    assertThat(read(TEXT.replace(member, "")).malformed().field()).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{'channelId':'c','chatType':'whatsapp','chatId':'1','chatId':'2','text':'Hi'}",
        "{'channelId':'c','chatType':'whatsapp','chatId':'1','chat\\u0049d':'2','text':'Hi'}",
        "{'channelId':'c','chatType':'whatsapp','chatId':'1','ChatId':'2','text':'Hi'}",
        "{'channelId':'c','chatType':'whatsapp','chatId':['1'],'text':'Hi'}",
        "{'channelId':'c','chatType':'whatsapp','chatId':-1,'text':'Hi'}",
        "{'channelId':'c','chatType':'whatsapp','chatId':'','text':'Hi'}",
        "{'channelId':'c','chatType':'whatsapp','chatId':'1','text':{}}",
        "{'channelId':'c','chatType':'whatsapp','chatId':'1','crmMessageId':{}}",
        "{'channelId':'c','chatType':'whatsapp','chatId':'1','text':'Hi'}{}",
        "{'channelId':'c','chatType':'whatsapp','chatId':'1','text':'Hi'",
      })
  void refusesWhatCouldBeReadInTwoWays(String body) {
    assertThat(read(body).body()).isNull();
    assertThat(read(body).malformed()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "'text', 'Hi', false",
    "'text', '@template: 5 { [[Sam]] }', true",
    "'text', ' @template: 5', false",
    "'templateId', '5', true"
  })
  void aTemplateHasAnIdOrBeginsLikeOne(String member, String value, boolean isTemplate) {
    WazzupBody body = read(TEXT.replace("'text':'Hi'", "'" + member + "':'" + value + "'")).body();

    assertThat(body.isTemplate()).isEqualTo(isTemplate);
  }

  @Test
  void anyBytesAreReadOrRefused() {
    Random random = new Random(32);
    byte[] good = TEXT.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int change = random.nextInt(5); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      WazzupBody.Read read = WazzupBody.read(bytes);
      assertThat(read.body() == null).isNotEqualTo(read.malformed() == null);
    }
  }
}
