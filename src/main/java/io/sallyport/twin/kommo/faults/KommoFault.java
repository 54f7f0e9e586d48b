package io.sallyport.twin.kommo.faults;

/** How the next calls of a kind go wrong. */
public enum KommoFault {
  /** The connection is closed and the call is not recorded. */
  REFUSE_CONNECTION,
  /** The call is recorded and never answered. */
  STALL,
  /** The call is recorded, then the connection is closed. */
  RESET,
  /** The call is taken and answered after a delay. */
  SLOW,
  /** HTTP 429. */
  RATE_LIMITED,
  /** HTTP 404, as for a message that is not stored yet. */
  NOT_FOUND,
  /** HTTP 403, as for a signature that does not fit. */
  FORBIDDEN,
  /** HTTP 500. */
  SERVER_ERROR_500,
  /** HTTP 502 with an HTML body, as of a proxy. */
  BAD_GATEWAY_502,
  /** HTTP 503. */
  SERVER_ERROR_503
}
