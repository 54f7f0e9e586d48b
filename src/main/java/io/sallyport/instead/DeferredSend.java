package io.sallyport.instead;

import io.sallyport.contact.Contact;
import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.message.OutboundMessage;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.send.Send;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A send that waits.
 *
 * @param id by which it is asked for
 * @param digest of what is sent, by which a retry is known
 * @param contact to whom it goes
 * @param callbackData {@code biz_opaque_callback_data}, if it has one
 * @param client who sends it
 * @param key by which it is sent once, the caller's or one of its own
 * @param asked the bytes the caller sent, for which the key stands
 * @param since when it began to wait
 * @param giveUpAt when it is of no use any more
 * @param holds what it is held for when its turn comes; none once a person has let it go
 * @param tries how often it was tried and put back
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeferredSend(
    String id,
    String digest,
    Contact contact,
    @Nullable String callbackData,
    Endpoint endpoint,
    String target,
    List<Map.Entry<String, String>> headers,
    String client,
    String key,
    byte[] body,
    byte[] asked,
    Instant since,
    Instant giveUpAt,
    List<HoldReason> holds,
    int tries) {

  public DeferredSend {
    headers = List.copyOf(headers);
    holds = List.copyOf(holds);
  }

  /** A send that begins to wait; the same send with the same key has the same id. */
  static DeferredSend of(
      Send send, OutboundMessage message, Instant now, Instant giveUpAt, List<HoldReason> holds) {
    String key = send.key() == null ? ownKey() : send.key();
    IdempotencyKey once =
        IdempotencyKey.of(key, send.client(), send.endpoint(), send.asked(), null);
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    send.headers().forEach(header -> headers.add(Map.entry(header.getKey(), header.getValue())));
    return new DeferredSend(
        once.id(),
        once.digest(),
        message.recipient(),
        message.callbackData(),
        send.endpoint(),
        send.target(),
        headers,
        send.client(),
        key,
        send.body(),
        send.asked(),
        now,
        giveUpAt,
        holds,
        0);
  }

  /** By which a send without a key is sent once. */
  private static String ownKey() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat digits = HexFormat.of();
    return "sallyport:"
        + digits.toHexDigits(random.nextLong())
        + digits.toHexDigits(random.nextLong());
  }

  Send toSend(BusinessNumber number) {
    return new Send(number, endpoint, target, headers, client, key, body, asked);
  }
}
