package io.sallyport.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.message.Reading.Malformed;
import io.sallyport.message.Reading.Understood;
import java.nio.charset.StandardCharsets;

/** Bodies as callers write them, and what is read from them. */
final class Bodies {

  static final String TO = "\"to\":\"+1 650-555-1234\"";

  static final String TEMPLATE =
      "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\"16505551234\","
          + "\"type\":\"template\",\"biz_opaque_callback_data\":\"größe \\ud83d\\ude00\","
          + "\"template\":{\"name\":\"order_confirmation\",\"language\":{\"code\":\"en_US\","
          + "\"policy\":\"deterministic\"},\"components\":["
          + "{\"type\":\"header\",\"parameters\":[{\"type\":\"image\",\"image\":{\"id\":\"14\"}}]},"
          + "{\"type\":\"BODY\",\"parameters\":["
          + "{\"type\":\"text\",\"parameter_name\":\"first_name\",\"text\":\"Jessica\"},"
          + "{\"type\":\"text\",\"text\":\"SKBUP2-4CPIG9\"}]},"
          + "{\"type\":\"button\",\"sub_type\":\"URL\",\"index\":\"0\","
          + "\"parameters\":[{\"type\":\"text\",\"text\":\"x\"}]},"
          + "{\"type\":\"button\",\"sub_type\":\"quick_reply\",\"index\":1},"
          + "{\"type\":\"carousel\",\"cards\":[{\"card_index\":0,\"components\":[]}]}]}}";

  private Bodies() {}

  static byte[] utf8(String body) {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  static Reading read(String body) {
    return OutboundMessage.read(utf8(body), null);
  }

  static OutboundMessage understood(String body) {
    Reading reading = read(body);
    assertThat(reading).isInstanceOf(Understood.class);
    return ((Understood) reading).message();
  }

  /** Why the body is refused. */
  static String malformed(byte[] body) {
    Reading reading = OutboundMessage.read(body, null);
    assertThat(reading).isInstanceOf(Malformed.class);
    return ((Malformed) reading).why();
  }

  static String malformed(String body) {
    return malformed(utf8(body));
  }
}
