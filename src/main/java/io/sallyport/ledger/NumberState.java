package io.sallyport.ledger;

import io.sallyport.ledger.NumberNews.Disconnected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a business phone number.
 *
 * @param coverage of its webhooks
 * @param businessInitiatedUntil until when Meta blocks what the business initiates
 * @param everythingUntil until when Meta blocks everything but read receipts
 * @param disabled whether Meta disabled the account
 * @param messagingLimit Meta's word for the portfolio's messaging limit, such as {@code TIER_2K}
 * @param throughput Meta's word for the number's throughput, such as {@code TIER_UNLIMITED}
 * @param waiting contacts who wait for an answer
 * @param waitingSince since when the first of them waits
 * @param windows customer service windows that are open
 */
public record NumberState(
    Coverage coverage,
    @Nullable Instant businessInitiatedUntil,
    @Nullable Instant everythingUntil,
    boolean disabled,
    @Nullable String messagingLimit,
    @Nullable String throughput,
    long waiting,
    @Nullable Instant waitingSince,
    Windows windows) {

  /**
   * Whether the number's webhooks are seen.
   *
   * @param since since when without a gap; null when none was seen, or they have fallen silent
   * @param complete whether that is long enough to call a window nobody heard of closed
   * @param lastWebhookAt when the last was stored
   * @param started why it did not start earlier; null before the first webhook
   * @param ended why there is none, when Meta said that no more webhooks come
   */
  public record Coverage(
      @Nullable Instant since,
      boolean complete,
      @Nullable Instant lastWebhookAt,
      @Nullable Gap started,
      @Nullable Disconnected ended) {}

  /**
   * How many windows are open. Each is counted until the quarter of an hour is over in which it
   * ends.
   *
   * @param closing those of them that are counted for an hour at most
   */
  public record Windows(long open, long closing) {}

  /** What a coverage starts after. */
  public enum Gap {
    /** Nothing is known from before: the first webhook, or Redis lost its data. */
    NOTHING_BEFORE,
    /** A webhook could not be stored. */
    NOT_STORED,
    /** No webhook for too long. */
    SILENCE,
    /** Sends of which no status came. */
    UNHEARD_SENDS,
    /** The account was disconnected from the app. */
    DISCONNECTED
  }
}
