package io.sallyport.twin.faults;

/**
 * How the next sends go wrong. Faults touch only sends; other Graph calls and the control API stay
 * up.
 */
public enum Fault {
  /**
   * The connection is closed as soon as the request's headers arrive; nothing is read or recorded.
   */
  REFUSE_CONNECTION,
  /** The request is read and recorded and never answered. */
  STALL,
  /** The request is read and recorded, then the connection is closed. */
  RESET_BEFORE_ANSWER,
  /**
   * The send is accepted; the caller gets the status line and half of the body, then the connection
   * is closed.
   */
  HALF_ANSWER,
  /** HTTP 429, code 130429. */
  RATE_LIMITED,
  /** HTTP 500, code 131000. */
  SERVER_ERROR_500,
  /** HTTP 503, code 131016. */
  SERVER_ERROR_503,
  /** HTTP 502 with an HTML body, as a proxy in front of Graph answers. */
  BAD_GATEWAY_502,
  /** The send is accepted; the answer comes after a delay. */
  SLOW,
  /** HTTP 401, code 190: Meta does not take the access token. */
  TOKEN_EXPIRED,
  /** HTTP 403, code 368: Meta has blocked the account for a time. */
  POLICY_BLOCK,
  /** HTTP 403, code 131031: Meta has locked the account. */
  ACCOUNT_LOCKED,
  /** HTTP 400, code 133010: the number is not registered. */
  NOT_REGISTERED;

  /** Whether Meta, once it says so, says it to every send until somebody acts. */
  public boolean isLasting() {
    return compareTo(TOKEN_EXPIRED) >= 0;
  }
}
