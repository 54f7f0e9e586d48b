package io.sallyport.rule;

/** What a send was posted to. */
public enum Endpoint {
  /** {@code POST /{phone_number_id}/messages}. */
  MESSAGES,
  /**
   * {@code POST /{phone_number_id}/marketing_messages}: marketing templates only
   * (platform-facts.md#marketing-messages-api).
   */
  MARKETING_MESSAGES,
  /** Wazzup's {@code POST /v3/message}. */
  WAZZUP_MESSAGE
}
