package io.sallyport.instead;

import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.send.Send;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A send that waits.
 *
 * @param id of its place in the queue
 * @param client who sends it
 * @param key by which it is sent once, the caller's or one of its own
 * @param queuedAt when it was queued
 * @param giveUpAt when it is of no use any more: the end of the window, or a week later
 * @param tries how often it was tried and put back
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeferredSend(
    String id,
    Endpoint endpoint,
    String target,
    List<Map.Entry<String, String>> headers,
    String client,
    String key,
    byte[] body,
    Instant queuedAt,
    Instant giveUpAt,
    int tries) {

  public DeferredSend {
    headers = List.copyOf(headers);
  }

  Send toSend(BusinessNumber number) {
    return new Send(number, endpoint, target, headers, client, key, body);
  }
}
