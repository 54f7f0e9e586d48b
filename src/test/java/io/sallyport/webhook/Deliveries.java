package io.sallyport.webhook;

import io.sallyport.config.ConfiguredNumbers;
import io.sallyport.config.Numbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Deliveries as Meta writes them, and what is read from them. */
final class Deliveries {

  static final String PHONE_NUMBER_ID = "106540352242922";
  static final String WABA = "102290129340398";
  static final String BSUID = "US.13491208655302741918";

  private static final Numbers NUMBERS =
      ConfiguredNumbers.of(ConfiguredNumbers.config(ConfiguredNumbers.sample()));

  private Deliveries() {}

  static Webhook read(String body) {
    try {
      return WebhookReader.read(body.getBytes(StandardCharsets.UTF_8), NUMBERS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String delivery(String... changes) {
    return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\""
        + WABA
        + "\",\"time\":1750000000,\"changes\":["
        + String.join(",", changes)
        + "]}]}";
  }

  static String change(String field, String value) {
    return "{\"field\":\"" + field + "\",\"value\":" + value + "}";
  }

  /** A change of the sample number; {@code members} stand beside its metadata. */
  static String ofNumber(String field, String members) {
    return change(field, value(PHONE_NUMBER_ID, members));
  }

  static String value(String phoneNumberId, String members) {
    return "{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":"
        + "\"15550783881\",\"phone_number_id\":\""
        + phoneNumberId
        + "\"},"
        + members
        + "}";
  }

  static String messages(String... messages) {
    return "\"messages\":[" + String.join(",", messages) + "]";
  }

  static String text(String from, String timestamp) {
    return "{\"from\":\""
        + from
        + "\",\"id\":\"wamid.HBgL\",\"timestamp\":"
        + timestamp
        + ",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}";
  }
}
