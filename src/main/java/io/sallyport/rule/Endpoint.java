package io.sallyport.rule;

/** The Graph edge a send came in on. */
public enum Endpoint {
  /** {@code POST /{phone_number_id}/messages}. */
  MESSAGES,
  /**
   * {@code POST /{phone_number_id}/marketing_messages}: marketing templates only
   * (platform-facts.md#marketing-messages-api).
   */
  MARKETING_MESSAGES
}
