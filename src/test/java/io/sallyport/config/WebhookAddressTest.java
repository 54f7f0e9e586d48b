package io.sallyport.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAddressTest {

  private static final Optional<WebhookAddress> OWN =
      WebhookAddress.of("https://gateway.example.com/webhooks/whatsapp");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://gateway.example.com/webhooks/whatsapp",
        "https://gateway.example.com/webhooks/whatsapp/",
        "https://gateway.example.com:443/webhooks/whatsapp",
        "HTTPS://Gateway.Example.COM/webhooks/whatsapp"
      })
  void anotherSpellingIsTheSameAddress(String spelling) {
    assertThat(OWN).isPresent();
    assertThat(WebhookAddress.of(spelling)).isEqualTo(OWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://gateway.example.com/webhooks/whatsapp",
        "https://gateway.example.com:8443/webhooks/whatsapp",
        "https://gateway.example.com.evil.example/webhooks/whatsapp",
        "https://sub.gateway.example.com/webhooks/whatsapp",
        "https://gateway.example.com/webhooks/whatsapp2",
        "https://gateway.example.com/webhooks/whatsapp/more",
        "https://gateway.example.com/webhooks/whatsapp//",
        "https://gateway.example.com/webhooks/WhatsApp",
        "https://gateway.example.com/webhooks",
        "https://gateway.example.com"
      })
  void anAddressThatOnlyLooksLikeItIsAnother(String other) {
    assertThat(WebhookAddress.of(other)).isPresent().isNotEqualTo(OWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gateway.example.com/webhooks/whatsapp",
        "//gateway.example.com/webhooks/whatsapp",
        "/webhooks/whatsapp",
        "ftp://gateway.example.com/webhooks/whatsapp",
        "https:///webhooks/whatsapp",
        "https:gateway.example.com/webhooks/whatsapp",
        "https://gateway.example.com@evil.example/webhooks/whatsapp",
        "https://user@gateway.example.com/webhooks/whatsapp",
        "https://gateway.example.com\\@evil.example/webhooks/whatsapp",
        "https://gateway.example.com/webhooks/whatsapp?to=evil.example",
        "https://gateway.example.com/webhooks/whatsapp#x",
        " https://gateway.example.com/webhooks/whatsapp",
        "https://gateway.example.com/webhooks/whatsapp\n"
      })
  void whatIsNoPlainAddressIsNone(String text) {
    assertThat(WebhookAddress.of(text)).isEmpty();
  }

  @Test
  void aHostWithoutAPathIsAnAddressToo() {
    assertThat(WebhookAddress.of("http://gateway.example.com:80/"))
        .contains(new WebhookAddress("http", "gateway.example.com", 80, ""));
  }
}
