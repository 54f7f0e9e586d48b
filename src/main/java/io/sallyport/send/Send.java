package io.sallyport.send;

import io.sallyport.circuit.Credential;
import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.message.BodyFormat;
import io.sallyport.message.CallbackMark;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A send as it came in.
 *
 * @param target path and query, as they came
 * @param headers the caller's headers, as they came
 * @param client who sends: a client's name, or while none are configured the token's hash
 * @param key the caller's Idempotency-Key, if any; keys of different clients differ
 * @param body the bytes, which are forwarded as they are; not to be changed by anyone
 * @param asked the bytes the caller sent, for which the key stands; the body, unless that is sent
 *     in their place
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying it would cost a copy per send
public record Send(
    BusinessNumber number,
    Endpoint endpoint,
    String target,
    Iterable<Map.Entry<String, String>> headers,
    String client,
    @Nullable String key,
    byte[] body,
    byte[] asked) {

  /** What is sent is what the caller sent. */
  public Send(
      BusinessNumber number,
      Endpoint endpoint,
      String target,
      Iterable<Map.Entry<String, String>> headers,
      String client,
      @Nullable String key,
      byte[] body) {
    this(number, endpoint, target, headers, client, key, body, body);
  }

  public BodyFormat format() {
    return BodyFormat.of(headers);
  }

  /** What came with it; none where that was a client's key. */
  public Credential credential() {
    return Credential.of(headers, target).or(headers, body);
  }

  /** Its Idempotency-Key; null without one. */
  public @Nullable IdempotencyKey idempotencyKey(@Nullable String callbackData) {
    if (key == null) {
      return null;
    }
    return endpoint == Endpoint.WAZZUP_MESSAGE
        ? IdempotencyKey.ofMessage(key, callbackData)
        : IdempotencyKey.of(key, client, endpoint, asked, callbackData);
  }

  /** Another body in place of this one; a retry with the same key is one of this. */
  public Send as(byte[] other) {
    return new Send(number, endpoint, target, headers, client, key, other, asked);
  }

  /** Another body, which is no retry of anything. */
  public Send withoutKey(byte[] other) {
    return new Send(number, endpoint, target, headers, client, null, other);
  }

  /** The same with the mark in its body. */
  Send marked(String mark) {
    byte[] marked = CallbackMark.in(body, format(), mark);
    return new Send(number, endpoint, target, headers, client, key, marked, asked);
  }
}
