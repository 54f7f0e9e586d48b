package io.sallyport.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.consent.ConsentKeywords;
import io.sallyport.contact.Consent.State;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredKeywordsTest {

  private static ConsentKeywords keywords(Map<String, String> properties) {
    return new Assembly().consentKeywords(ConfiguredNumbers.config(properties));
  }

  @Test
  void keywordsAreListsByLanguage() {
    ConsentKeywords keywords =
        keywords(
            Map.of(
                "sallyport.policy.opt-out-keywords.es", "fuera, no más",
                "sallyport.policy.opt-in-keywords.\"en\"", "none"));

    assertThat(keywords.said("No más")).isEqualTo(State.OPT_OUT);
    assertThat(keywords.said("fuera")).isEqualTo(State.OPT_OUT);
    assertThat(keywords.said("baja")).isEqualTo(State.NONE);
    assertThat(keywords.said("start")).isEqualTo(State.NONE);
  }

  @Test
  void withoutConfigurationTheBuiltInOnesCount() {
    assertThat(keywords(Map.of()).said("baja")).isEqualTo(State.OPT_OUT);
    assertThat(keywords(Map.of()).said("start")).isEqualTo(State.OPT_IN);
  }
}
