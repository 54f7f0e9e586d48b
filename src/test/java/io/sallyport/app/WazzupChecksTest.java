package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A configuration of Wazzup that could not work stops the start, with the key's name. */
class WazzupChecksTest {

  private static final String CHANNEL =
      "sallyport.wazzup.channels.\"b96a353b-0000-4000-8000-000000000001\".transport";

  private static List<String> problems(Map<String, String> differing) {
    Map<String, String> all = new HashMap<>(ConfiguredNumbers.sample());
    all.put(CHANNEL, "whatsapp");
    all.put("sallyport.wazzup.webhook-secret", "sixteen-or-more-characters");
    all.put("sallyport.wazzup.api-key", "key");
    all.putAll(differing);
    all.values().removeIf(String::isEmpty);
    return WazzupChecks.of(ConfiguredNumbers.config(all));
  }

  @Test
  void aChannelAndTheTwoSecretsAreEnough() {
    assertThat(problems(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sallyport.wazzup.webhook-secret, ''",
    "sallyport.wazzup.webhook-secret, short",
    "sallyport.wazzup.webhook-secret, with/slashes/and/so/on",
    "sallyport.wazzup.api-key, two words",
    "sallyport.wazzup.url, 'https://api.wazzup24.com/v3'",
    "sallyport.wazzup.url, 'ftp://api.wazzup24.com'",
    "sallyport.policy.gray.max-unanswered, -1",
    "sallyport.policy.gray.silence, 0s",
  })
  void theKeyIsNamed(String key, String value) {
    assertThat(problems(Map.of(key, value)))
        .singleElement()
        .satisfies(problem -> assertThat(problem).startsWith(key));
  }

  @Test
  void withClientsTheKeyIsNeeded() {
    Map<String, String> clients =
        Map.of("sallyport.clients.crm.key", "0123456789abcdef", "sallyport.wazzup.api-key", "");

    assertThat(problems(clients)).singleElement().asString().contains("sallyport.wazzup.api-key");
  }

  @Test
  void aChannelWithAnOddIdIsNamed() {
    String odd = "sallyport.wazzup.channels.\"a b\".transport";

    assertThat(problems(Map.of(odd, "wapi"))).singleElement().asString().contains("\"a b\"");
  }
}
