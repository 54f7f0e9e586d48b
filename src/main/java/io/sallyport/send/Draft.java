package io.sallyport.send;

import io.sallyport.circuit.AccessToken;
import io.sallyport.message.BodyFormat;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;

/**
 * A send that is asked about and not submitted.
 *
 * @param token what the send would authenticate with at Meta
 * @param client who would send, as {@link Send#client} has it; empty for somebody else
 * @param body any bytes are allowed; not to be changed by anyone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Draft(
    BusinessNumber number,
    Endpoint endpoint,
    AccessToken token,
    String client,
    byte[] body,
    BodyFormat format) {

  /** One whose body is JSON. */
  public Draft(
      BusinessNumber number, Endpoint endpoint, AccessToken token, String client, byte[] body) {
    this(number, endpoint, token, client, body, BodyFormat.JSON);
  }

  /** Another body, JSON, in place of this one. */
  public Draft as(byte[] other) {
    return new Draft(number, endpoint, token, client, other);
  }
}
