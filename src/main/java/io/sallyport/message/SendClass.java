package io.sallyport.message;

/** What kind of send a body is; each kind has rules of its own. */
public enum SendClass {
  /**
   * Anything that needs an open customer service window
   * (platform-facts.md#customer-service-window); also types unknown to us.
   */
  FREE_FORM,
  /** An approved template. */
  TEMPLATE,
  /**
   * A message with a top-level {@code category}: Meta makes the template itself
   * (platform-facts.md#direct-send).
   */
  DIRECT_SEND,
  /**
   * Read receipts and typing indicators: no message, no window
   * (platform-facts.md#read-receipts-and-typing).
   */
  CONTROL
}
