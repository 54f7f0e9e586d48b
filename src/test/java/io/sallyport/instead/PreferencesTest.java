package io.sallyport.instead;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.template.Template;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {

  @Test
  void aFallbackIsATemplateAndItsLanguage() {
    assertThat(Preferences.fallback("order_update/pt_BR"))
        .contains(new Template.Key("order_update", "pt_BR"));
    assertThat(Preferences.fallback("order_update/en"))
        .contains(new Template.Key("order_update", "en"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "none",
        "order_update",
        "order_update/",
        "/en",
        "a/b/c",
        "Order/en",
        "a/en US",
        " a/en"
      })
  void anythingElseIsNone(String written) {
    assertThat(Preferences.fallback(written)).isEmpty();
  }
}
