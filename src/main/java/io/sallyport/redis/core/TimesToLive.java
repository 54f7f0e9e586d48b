package io.sallyport.redis.core;

import io.sallyport.rule.MarketingThrottled;
import java.time.Duration;

/**
 * How long things are remembered and kept. Every key gets its lifetime in the script that sets it.
 */
public final class TimesToLive {

  /** A stated consent must outlive every campaign; so must the aliases that lead to it. */
  public static final Duration CONSENT = Duration.ofDays(5 * 365);

  /** A contact's record lives longer by this, so that a send has to renew it only once a day. */
  public static final Duration SPARE = Duration.ofDays(1);

  /** A year's spend, and a month to look at it. */
  public static final Duration SPEND = Duration.ofDays(400);

  /**
   * A contact of a provider's channel, from their last message or ours: then they are a stranger
   * again.
   */
  public static final Duration GRAY = Duration.ofDays(400);

  /** Whose a provider's message was: whether it arrived is told within minutes. */
  public static final Duration GRAY_MESSAGE = Duration.ofDays(7);

  /** An Idempotency-Key (limits.md#once). */
  public static final Duration KEY = Duration.ofHours(24);

  /** A send that did not end by then ended with its process. */
  static final Duration KEY_LEASE = Duration.ofSeconds(60);

  /**
   * What was heard of a message to a group: Meta delivers it for 30 days
   * (platform-facts.md#time-to-live).
   */
  public static final Duration GROUP_MESSAGE = Duration.ofDays(37);

  /** Meta's word on a number. */
  public static final Duration NUMBER = Duration.ofDays(400);

  /** Who waited longer for an answer has gone elsewhere. */
  public static final Duration WAITING = Duration.ofDays(7);

  /** How many windows are open: no message of today opens one for longer. */
  public static final Duration WINDOWS = Duration.ofDays(2);

  /** Reminders, from the last one: none is for later than a window is open. */
  public static final Duration REMINDERS = Duration.ofDays(2);

  /** The same bytes within so long are Meta's delivering again. */
  public static final Duration RELAYED = Duration.ofHours(24);

  /** What waits for a target, beyond the time for which it is tried: while no replica runs. */
  public static final Duration RELAY = Duration.ofDays(30);

  /** Dead letters, from the last one. */
  public static final Duration DEAD_LETTERS = Duration.ofDays(400);

  /** Of the decisions of a number that sends nothing any more. */
  public static final Duration DECISIONS = Duration.ofDays(30);

  /** Acts of operators, from the last one. */
  public static final Duration ACTS = Duration.ofDays(400);

  /** Decisions by the minute, of an hour: three hours are looked at. */
  public static final Duration COUNTS_BY_MINUTE = Duration.ofHours(5);

  /** Decisions by ten minutes, of a day: a week is looked at. */
  public static final Duration COUNTS = Duration.ofDays(9);

  /** What replicas last reported. */
  public static final Duration REPLICAS = Duration.ofHours(1);

  /** 24 h doubled three times is past the longest cool-down. */
  public static final int FAILURES_REMEMBERED = 4;

  public static final int EARLY_FAILURES_REMEMBERED = 8;

  /** Sends of one contact that are not known to be delivered and priced. */
  public static final int DUE_REMEMBERED = 4;

  /** Characters of one of them and its comma, see lib/due.lua. */
  static final int DUE_LENGTH = 26;

  /** Sends of one contact that Meta priced as in a free entry point. */
  public static final int FREE_SENDS_REMEMBERED = 4;

  /** Messages of one contact that came from ads: each counts for a day. */
  public static final int ADS_REMEMBERED = 4;

  /** Messages of one contact without an answer. */
  public static final int WAITING_REMEMBERED = 8;

  /** Of one contact: one with more is nobody's, and each decision would read them all. */
  public static final int MOST_NAMES = 16;

  /**
   * A conversation of one category, where that is what is charged
   * (platform-facts.md#how-meta-charges).
   */
  public static final Duration CONVERSATION = Duration.ofHours(24);

  /** Webhooks silent for so long are a gap. */
  public static final Duration LONGEST_SILENCE = Duration.ofDays(7);

  /** So many sends, for so long, and no status of any: webhooks do not arrive. */
  public static final int UNHEARD_SENDS = 10;

  public static final Duration UNHEARD = Duration.ofHours(1);

  /** What was under way when Meta disconnected a number arrives for so long. */
  public static final Duration UNDER_WAY = Duration.ofHours(1);

  /** A send counts for so long towards a portfolio's messaging limit. */
  static final Duration MESSAGING_LIMIT = Duration.ofHours(24);

  /**
   * What is heard of a message whose answer is on its way yet: twice as long as a send may take.
   */
  static final Duration HEARD_EARLY = Duration.ofMinutes(2);

  /** Longer than a send waits. */
  static final Duration DEFERRED = Duration.ofDays(15);

  /** A send that did not end by then ended with its process; its key tells whether it was sent. */
  static final Duration DEFERRED_CLAIM = Duration.ofSeconds(60);

  /** A WABA's, from the last change of one. */
  static final Duration TEMPLATES = Duration.ofDays(30);

  /** Meta's clock and Redis's are both kept by NTP; this is generous. */
  static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  /** A record nobody touched for so long only tells when a closed window closed. */
  private static final Duration SHORTEST_RECORD = Duration.ofDays(30);

  private TimesToLive() {}

  /** How long a record must live to enforce an allowance that looks back so far. */
  public static Duration record(Duration lookBack) {
    Duration needed = lookBack.plus(MarketingThrottled.LONGEST_COOL_DOWN);
    return needed.compareTo(SHORTEST_RECORD) > 0 ? needed : SHORTEST_RECORD;
  }

  public static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }
}
