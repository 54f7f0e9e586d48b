package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.account.ConfiguredNumbers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of WABAs, operators, apps and the vault, as they are refused. */
class ComeAndGoKeysTest {

  private static final String WABA = "sallyport.wabas.\"102290129340400\".";
  private static final String VAULT = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  /** A configuration in which nothing is wrong. */
  private static Map<String, String> right() {
    Map<String, String> all = new HashMap<>();
    all.put(WABA + "access-token", "EAAJ");
    all.put(WABA + "app", "shop");
    all.put("sallyport.webhook.apps.shop.secret", "secret");
    all.put("sallyport.webhook.apps.shop.verify-token", "word");
    all.put("sallyport.operators.ann.key", "a-long-key-of-anns");
    all.put("sallyport.vault.key", VAULT + "," + VAULT);
    return all;
  }

  private static void check(Map<String, String> all) {
    new StartupChecks(
            ConfiguredNumbers.config(all),
            ConfiguredNumbers.numbers(all),
            ConfiguredNumbers.accounts(all),
            ConfiguredNumbers.kommoAccounts(all),
            Optional.of(List.of("redis://localhost")))
        .check(null);
  }

  @Test
  void aWabaAnAppAndRedisAreEnough() {
    assertThatCode(() -> check(right())).doesNotThrowAnyException();
  }

  @Test
  void anOperatorIsEnoughWithoutAnyNumber() {
    Map<String, String> all = right();
    all.keySet().removeIf(key -> key.startsWith("sallyport.wabas"));
    assertThatCode(() -> check(all)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "wabas.\"102290129340400\".access-token, '', access-token is not set",
    "wabas.\"102290129340400\".access-token, a token, access-token: a token must be visible",
    "wabas.\"102290129340400\".app, another, sallyport.webhook.apps has no another",
    "wabas.\"102290129340400\".time-zone, Mars/Olympus, Mars/Olympus is no time zone",
    "wabas.\"102290129340400\".portfolio, a b, portfolio is not an id",
    "wabas.\"a b\".access-token, EAAJ, the WABA id a b is not an id",
    "wabas.\"102290129340400\".token, EAAJ, is no key",
    "webhook.apps.shop.secret, '', sallyport.webhook.apps.\"shop\".secret is not set",
    "webhook.apps.shop.verify-token, '', sallyport.webhook.apps.\"shop\".verify-token is not set",
    "webhook.app-secret, alone, sallyport.webhook.verify-token is not set",
    "operators.ann.key, '', sallyport.operators.\"ann\".key is not set",
    "clients.crm.key, a-long-key-of-anns, is also a key of",
    "vault.key, c2hvcnQ=, sallyport.vault.key is no key",
    "vault.key, not base64 at all, sallyport.vault.key is no key"
  })
  void whatIsWrongIsNamed(String key, String value, String named) {
    Map<String, String> all = right();
    all.put("sallyport." + key, value);

    assertThatThrownBy(() -> check(all)).hasMessageContaining(named);
  }
}
