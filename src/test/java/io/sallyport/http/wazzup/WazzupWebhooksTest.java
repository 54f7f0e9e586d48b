package io.sallyport.http.wazzup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.WazzupChannels;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks go to the gateway's own address, or nowhere. */
class WazzupWebhooksTest {

  private static final String HOST = "gateway.example.com:8080";

  private static WazzupWebhooks webhooks() {
    Map<String, String> all = new HashMap<>(ConfiguredNumbers.sample());
    all.put("sallyport.wazzup.webhook-secret", "sixteen-or-more-characters");
    return new WazzupWebhooks(
        new WazzupChannels(ConfiguredNumbers.config(all)),
        List.of("https://public.example.com/webhooks/whatsapp"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      nullValues = "null",
      value = {
        "{}|false",
        "{'webhooksUri':null}|false",
        "{'webhooksUri':'http://gateway.example.com:8080/webhooks/wazzup/SECRET'}|false",
        "{'webhooksUri':'https://public.example.com/webhooks/wazzup/SECRET'}|false",
        "{'webhooksUri':'https://public.example.com/webhooks/wazzup/SECRET','subscriptions':{'a':true}}|false",
        "{'webhooksUri':'https://public.example.com/webhooks/wazzup/SECRETs'}|true",
        "{'webhooksUri':'https://public.example.com/webhooks/wazzup/'}|true",
        "{'webhooksUri':'https://public.example.com/other/SECRET'}|true",
        "{'webhooksUri':'https://public.example.com/webhooks/wazzup/SECRET?a=b'}|true",
        "{'webhooksUri':'https://a@public.example.com/webhooks/wazzup/SECRET'}|true",
        "{'webhooksUri':'https://elsewhere.example.com/webhooks/wazzup/SECRET'}|true",
        "{'WebhooksUri':'https://elsewhere.example.com/webhooks/wazzup/SECRET'}|true",
        "{'webhooksUri':['https://public.example.com/webhooks/wazzup/SECRET']}|true",
        "{'webhooksUri':null,'webhooksUri':'https://elsewhere.example.com'}|null",
        "[]|null",
        "{|null",
        "{}{}|null",
        "nothing|null"
      })
  void movesAway(String body, Boolean moves) {
    byte[] bytes =
        body.replace('\'', '"')
            .replace("SECRET", "sixteen-or-more-characters")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(webhooks().movesAway(bytes, HOST)).isEqualTo(moves);
  }
}
