package io.sallyport.webhook;

import io.sallyport.account.Accounts;
import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.config.AccountsConfig;
import io.sallyport.consent.ConsentKeywords;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Deliveries as Meta writes them, in single quotes, and what is read from them. */
final class Deliveries {

  static final String PHONE_NUMBER_ID = "106540352242922";
  static final String WABA = "102290129340398";
  static final String DISPLAY = "15550783881";

  /** Another number of the same account, and one of another account. */
  static final String SECOND_ID = "106540352242923";

  static final String OTHER_ACCOUNTS_ID = "106540352242924";
  static final String OTHER_WABA = "102290129340399";

  static final String BSUID = "US.13491208655302741918";
  static final String PARENT = "US.ENT.11815799212886844830";

  static final Instant AT = Instant.ofEpochSecond(1_749_416_383L);

  /** The time of the entry. */
  static final Instant TOLD = Instant.ofEpochSecond(1_750_000_000L);

  private Deliveries() {}

  /** Reads with one configured number. */
  static Webhook read(String body) {
    return read(reader(PHONE_NUMBER_ID), body);
  }

  static Webhook read(WebhookReader reader, String body) {
    try {
      return reader.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A reader of a gateway with these numbers. */
  static WebhookReader reader(String... phoneNumberIds) {
    Map<String, String> keys = new HashMap<>();
    for (String id : phoneNumberIds) {
      String waba = id.equals(OTHER_ACCOUNTS_ID) ? OTHER_WABA : WABA;
      keys.put("sallyport.numbers.\"" + id + "\".waba-id", waba);
    }
    return new WebhookReader(
        ConfiguredNumbers.of(keys),
        new Accounts(AccountsConfig.NONE),
        new ConsentKeywords(Map.of(), Map.of()));
  }

  /** What a delivery of these changes says of contacts; nothing else, and nothing unreadable. */
  static List<Observation> observed(String... changes) {
    Webhook webhook = read(delivery(changes));
    if (!webhook.equals(said(webhook.observations()))) {
      throw new AssertionError("more than observations: " + webhook);
    }
    return webhook.observations();
  }

  /** A delivery of the sample number that says this and no more. */
  static Webhook said(List<Observation> observations) {
    return new Webhook(
        Set.of(PHONE_NUMBER_ID), observations, List.of(), List.of(), List.of(), 0, 0);
  }

  static List<NumberNews> numberNews(String change) {
    return read(delivery(change)).numberNews();
  }

  static Names names(String... names) {
    return Names.of(Stream.of(names).map(Contact::new).toList()).orElseThrow();
  }

  static String delivery(String... changes) {
    return "{'object':'whatsapp_business_account','entry':["
        + entry(WABA, 1_750_000_000L, changes)
        + "]}";
  }

  static String entry(String wabaId, long time, String... changes) {
    return "{'id':'%s','time':%d,'changes':[%s]}"
        .formatted(wabaId, time, String.join(",", changes));
  }

  static String change(String field, String value) {
    return "{'field':'" + field + "','value':" + value + "}";
  }

  /** A change of the sample number; {@code members} stand beside its metadata. */
  static String ofNumber(String field, String members) {
    return change(field, value(PHONE_NUMBER_ID, members));
  }

  static String value(String phoneNumberId, String members) {
    return value(phoneNumberId, DISPLAY, members);
  }

  static String value(String phoneNumberId, String display, String members) {
    return ("{'messaging_product':'whatsapp','metadata':{'display_phone_number':'%s',"
            + "'phone_number_id':'%s'},%s}")
        .formatted(display, phoneNumberId, members);
  }

  static String messages(String... messages) {
    return "'messages':[" + String.join(",", messages) + "]";
  }

  /** {@code timestamp} as it stands in the JSON. */
  static String text(String from, String timestamp) {
    return "{'from':'%s','id':'wamid.HBgL','timestamp':%s,'type':'text','text':{'body':'Hi'}}"
        .formatted(from, timestamp);
  }
}
