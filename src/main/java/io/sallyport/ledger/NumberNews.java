package io.sallyport.ledger;

import java.time.Instant;

/**
 * What Meta said of a number or its account (platform-facts.md#account-webhooks). The newest word
 * of a kind stands.
 */
public sealed interface NumberNews {

  String phoneNumberId();

  /** Meta's time of it, whole seconds. */
  Instant at();

  /** Templates and Direct Send are blocked outside a customer service window. */
  record BusinessInitiatedBlocked(String phoneNumberId, Instant at, Instant until)
      implements NumberNews {}

  /** Everything but read receipts is blocked. */
  record EverythingBlocked(String phoneNumberId, Instant at, Instant until) implements NumberNews {}

  /** The account was disabled, or reinstated. */
  record Disabled(String phoneNumberId, Instant at, boolean disabled) implements NumberNews {}

  /**
   * Whether webhooks of the number's account come to the app
   * (platform-facts.md#accounts-that-leave).
   */
  sealed interface Connection extends NumberNews {}

  /** No more of them come. */
  record Disconnected(String phoneNumberId, Instant at, Cause cause) implements Connection {
    /** Meta's event. */
    public enum Cause {
      PARTNER_REMOVED,
      ACCOUNT_OFFBOARDED
    }
  }

  /** They come again. */
  record Reconnected(String phoneNumberId, Instant at) implements Connection {}

  /** The portfolio's messaging limit, in Meta's word: {@code TIER_2K}, {@code 2000}, … */
  record MessagingLimit(String phoneNumberId, Instant at, String limit) implements NumberNews {}

  /** The number's throughput, in Meta's word. */
  record Throughput(String phoneNumberId, Instant at, String level) implements NumberNews {}
}
