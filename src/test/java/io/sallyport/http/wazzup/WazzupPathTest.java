package io.sallyport.http.wazzup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One spelling is a message, its look-alikes are refused, and every other call passes. */
class WazzupPathTest {

  @Test
  void oneSpellingIsAMessage() {
    assertThat(WazzupPath.of("POST", "/wazzup/v3/message")).isInstanceOf(WazzupPath.Message.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/wazzup/v3/message/",
        "/wazzup/v3/Message",
        "/wazzup/V3/message",
        "/wazzup/v2/message",
        "/wazzup/message",
        "/wazzup//v3/message",
        "/wazzup/v3//message",
        "/wazzup/v3/./message",
        "/wazzup/v3/x/../message",
        "/wazzup/v3/%6dessage",
        "/wazzup/v3%2Fmessage",
        "/wazzup/v3/message%2F",
        "/wazzup/v3/message%00",
        "/wazzup/v3/message;a=b",
        "/wazzup/v3/message.json",
        "/wazzup/v3/messages",
        "/wazzup/v3/message/1",
        "/wazzup/v3/x/..%2fmessage",
        "/wazzup/v3/..;/v3/message",
        "/wazzup/v3\\message",
        "/wazzup/v3/",
        "/wazzup/v3",
        "/wazzup/"
      })
  void noOtherSpellingPasses(String path) {
    assertThat(WazzupPath.of("POST", path)).isInstanceOf(WazzupPath.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "HEAD", "post", "OPTIONS"})
  void noOtherMethodIsAMessage(String method) {
    assertThat(WazzupPath.of(method, "/wazzup/v3/message")).isInstanceOf(WazzupPath.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH, /wazzup/v3/webhooks, Webhooks",
    "POST, /wazzup/v3/webhooks, Webhooks",
    "PUT, /wazzup/v3/webhooks, Webhooks",
    "GET, /wazzup/v3/webhooks, Other",
    "PATCH, /wazzup/v3/Webhooks, Refused",
    "PATCH, /wazzup/v3/webhooks/, Refused",
    "PATCH, /wazzup/v3/web%68ooks, Refused",
    "PATCH, /wazzup/v3/x/../webhooks, Refused",
    "GET, /wazzup/v3/channels, Other",
    "GET, /wazzup/v3/templates/whatsapp, Other",
    "PATCH, /wazzup/v3/message/f66c53a6-957a-46b2-b41b-5a2ef4844bcb, Other",
    "DELETE, /wazzup/v3/message/f66c53a6-957a-46b2-b41b-5a2ef4844bcb, Other",
    "PUT, /wazzup/v3/message/f66c53a6-957a-46b2-b41b-5a2ef4844bcb, Refused",
    "POST, /wazzup/v3/contacts, Other",
    "POST, /wazzup/v3/iframe, Other",
  })
  void whereWebhooksGoIsGuardedAndTheRestPasses(String method, String path, String kind) {
    assertThat(WazzupPath.of(method, path).getClass().getSimpleName()).isEqualTo(kind);
  }
}
