package io.sallyport.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteNameTest {

  @ParameterizedTest
  @CsvSource({
    "/webhooks/meta, /webhooks/meta",
    "/sallyport/v1/accounts/11/contacts/24512345678901234,"
        + " /sallyport/v1/accounts/{account_id}/contacts",
    "/v25.0/106540352242922/messages, /{version}/{phone_number_id}/messages",
    "/16505551234/marketing_messages, /{phone_number_id}/marketing_messages",
    "/webhooks/whatsapp, /webhooks/whatsapp",
    "/v25.0/16505551234/media, /*",
    "/v25.0/106540352242922/messages/16505551234, /*",
    "/sallyport/v1/numbers/16505551234, /sallyport/v1/numbers/{phone_number_id}",
    "/sallyport/v1/numbers/1/contacts/16505551234/consent,"
        + " /sallyport/v1/numbers/{phone_number_id}/contacts",
    "/sallyport/v1/numbers/1/16505551234, /*",
    "/sallyport/v1/relay/crm/dead-letters, /sallyport/v1/relay/{target}/*",
    "*, /*",
  })
  void namesARequestByItsRoute(String path, String route) {
    assertThat(RouteName.of(path)).isEqualTo(route);
  }

  @Test
  void namesNoMethodACallerMadeUp() {
    assertThat(RouteName.method("POST")).isEqualTo("POST");
    assertThat(RouteName.method("16505551234")).isEqualTo("_OTHER");
    assertThat(RouteName.of(null)).isEqualTo("/*");
  }
}
