package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.config.KommoConfig.DeliveryBody;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Kommo account that could not work is named at the start, with the fix. */
class KommoChecksTest {

  private static final String KOMMO = "sallyport.kommo.";
  private static final String CHANNEL = "7d0a3b52-1c11-4d0e-9d43-0c6a5a0f3e11";
  private static final String SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f001234567";
  private static final String ACCOUNT = "b5d4a1c8-6a0e-4c53-8f0b-2f6d3b1e9a77";
  private static final String NUMBER = "106540352242922";

  private static Map<String, String> whole() {
    Map<String, String> all = new HashMap<>(ConfiguredNumbers.sample());
    all.put(KOMMO + "channels.wa.id", CHANNEL);
    all.put(KOMMO + "channels.wa.secret", SECRET);
    all.put(KOMMO + "accounts.shop.amojo-id", ACCOUNT);
    all.put(KOMMO + "accounts.shop.channel", "wa");
    all.put(KOMMO + "accounts.shop.number", NUMBER);
    all.put(KOMMO + "public-url", "https://gateway.example.com");
    return all;
  }

  private static List<String> problems(Map<String, String> all) {
    return KommoChecks.of(
        ConfiguredNumbers.config(all),
        ConfiguredNumbers.kommoAccounts(all),
        ConfiguredNumbers.numbers(all),
        false);
  }

  @Test
  void takesWhatCanWorkAndNothingAtAll() {
    assertThat(problems(whole())).isEmpty();
    assertThat(problems(ConfiguredNumbers.sample())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "channels.wa.id, channels.\"wa\".id is not set",
    "channels.wa.secret, channels.\"wa\".secret is not set",
    "accounts.shop.amojo-id, accounts.\"shop\".amojo-id is not set",
    "accounts.shop.channel, channel is no configured channel",
    "accounts.shop.number, number is no configured number",
    "public-url, public-url is not set"
  })
  void namesWhatIsMissing(String key, String problem) {
    Map<String, String> all = whole();
    all.remove(KOMMO + key);

    assertNamed(problems(all), problem);
  }

  @ParameterizedTest
  @CsvSource({
    "channels.wa.id, a b, channels.\"wa\".id is not set",
    "channels.wa.secret, file:/nowhere/at/all, cannot be read",
    "channels.wa.bot-id, a b, bot-id is not set",
    "accounts.shop.number, 106540352242999, number is no configured number",
    "accounts.shop.source, a b, source may have 40",
    "accounts.\"a b\".amojo-id, x, the name may have",
    "amojo-url, nowhere, amojo-url is not an address",
    "public-url, gateway.example.com, public-url is not set",
    "media-link-life, 0s, media-link-life must be longer",
    "accounts.shop.api-url, https://shop.example.com, api-url and api-token: set both",
    "accounts.shop.api-token, t0ken, api-url and api-token: set both",
    "accounts.shop.translate-to, en, set sallyport.translation.url",
    "accounts.shop.translate-to, English please, translate-to is no language"
  })
  void namesTheKeyAndTheFix(String key, String value, String problem) {
    Map<String, String> all = whole();
    all.put(KOMMO + key, value);

    assertNamed(problems(all), problem);
  }

  @Test
  void aNumberBelongsToOneAccountAndNeedsAToken() {
    Map<String, String> twice = whole();
    twice.put(KOMMO + "accounts.two.amojo-id", ACCOUNT);
    twice.put(KOMMO + "accounts.two.channel", "wa");
    twice.put(KOMMO + "accounts.two.number", NUMBER);
    Map<String, String> tokenless = whole();
    tokenless.remove("sallyport.numbers.\"" + NUMBER + "\".access-token");

    assertNamed(problems(twice), "number is also that of account shop");
    assertNamed(problems(twice), "amojo-id is also that of account shop");
    assertNamed(problems(tokenless), "set sallyport.numbers.\"" + NUMBER + "\".access-token");
  }

  @Test
  void templatesAndTranslationAreTakenWithAllTheyNeed() {
    Map<String, String> all = whole();
    all.put(KOMMO + "accounts.shop.api-url", "https://shop.example.com");
    all.put(KOMMO + "accounts.shop.api-token", "t0ken");
    all.put(KOMMO + "accounts.shop.translate-to", "pt-BR");
    all.put("sallyport.translation.url", "http://translate:5000");
    assertThat(problems(all)).isEmpty();

    all.put(KOMMO + "accounts.shop.api-url", "shop");
    all.put(KOMMO + "accounts.shop.api-token", "file:/nowhere/at/all");
    assertThat(problems(all))
        .anyMatch(one -> one.contains("api-url is not an address"))
        .anyMatch(one -> one.contains("api-token: /nowhere/at/all cannot be read"));
  }

  @ParameterizedTest
  @CsvSource({"url, translate", "timeout, 0s", "api-key, file:/nowhere/at/all", "api-key, ' '"})
  void aTranslatorThatCouldNotBeAskedIsNamed(String key, String value) {
    Map<String, String> all = whole();
    all.put("sallyport.translation." + key, value);

    assertThat(problems(all)).anyMatch(one -> one.startsWith("sallyport.translation." + key));
  }

  @Test
  void noTargetHasTheNameOfAnAccounts() {
    Map<String, String> all = whole();
    all.put("sallyport.relay.targets.kommo-shop.url", "https://crm.example.com");

    assertNamed(problems(all), "has the name of this account's target");
  }

  @ParameterizedTest
  @CsvSource({"status_code,STATUS_CODE", "delivery_status,DELIVERY_STATUS", "both,BOTH"})
  void aDeliveryBodyIsNamedAsItsMember(String configured, DeliveryBody body) {
    Map<String, String> all = whole();
    all.put(KOMMO + "delivery-body", configured);

    assertThat(ConfiguredNumbers.config(all).kommo().deliveryBody()).isEqualTo(body);
  }

  private static void assertNamed(List<String> problems, String problem) {
    assertThat(problems).isNotEmpty().allMatch(one -> one.startsWith(KOMMO));
    assertThat(String.join("\n", problems)).contains(problem).doesNotContain(SECRET);
  }
}
