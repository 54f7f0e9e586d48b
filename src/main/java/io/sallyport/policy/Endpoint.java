package io.sallyport.policy;

/** The Graph edge a send came in on. */
public enum Endpoint {
  /** {@code POST /{phone_number_id}/messages}. */
  MESSAGES,
  /** {@code POST /{phone_number_id}/marketing_messages}: marketing templates only (PF §2). */
  MARKETING_MESSAGES
}
