package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.ListedNumber;
import io.sallyport.account.Listing;
import io.sallyport.account.Numbers;
import io.sallyport.account.Wabas;
import io.sallyport.config.NumbersConfig;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every message says which number it is of, also the first one. */
class SourcesTest {

  private static final String WABA = "102290129340398";
  private static final String NUMBER = "106540352242922";

  private final FakeLinks links = new FakeLinks();
  private final NumbersConfig config = ConfiguredNumbers.numbers(properties());
  private final Wabas wabas = new Wabas(config);
  private final Numbers numbers = new Numbers(config, wabas);

  private static Map<String, String> properties() {
    Map<String, String> all = new HashMap<>(Configured.properties(Configured.SECRET));
    all.put("sallyport.wabas.\"" + WABA + "\".access-token", "EAAwaba");
    return all;
  }

  private KommoAccount account(String... more) {
    Map<String, String> all = properties();
    for (int i = 0; i < more.length; i += 2) {
      all.put("sallyport.kommo.accounts.shop." + more[i], more[i + 1]);
    }
    return new KommoAccounts(
            ConfiguredNumbers.config(all), ConfiguredNumbers.kommoAccounts(all), numbers)
        .named("shop")
        .orElseThrow();
  }

  private String source(KommoAccount account, String display) {
    return new Sources(links).of(account, display).result();
  }

  @Test
  void theConfiguredOneWins() {
    assertThat(source(account("source", "north"), "15550783881")).isEqualTo("north");
  }

  @Test
  void whatAWebhookHasShownIsRemembered() {
    assertThat(source(account(), "+1 555-078-3881")).isEqualTo("15550783881");
    assertThat(source(account(), "")).isEqualTo("15550783881");
  }

  @Test
  void beforeTheFirstWebhookItIsAsMetaListsIt() {
    assertThat(source(account(), "")).isEmpty();
    ListedNumber listed =
        new ListedNumber(NUMBER, "+1 555-078-3881", null, null, false, null, null, null);
    wabas.list(Listing.of(WABA, List.of(listed), Instant.EPOCH));

    assertThat(source(account(), "")).isEqualTo("15550783881");
    assertThat(links.kept).isEmpty();
  }
}
