package io.sallyport.redis.core;

import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Leaving;
import io.sallyport.ledger.NumberState.Gap;
import io.sallyport.pricing.Charge;
import io.sallyport.relay.Claim;
import io.sallyport.rule.MarketingThrottled;
import io.sallyport.rule.PageTerms;
import io.sallyport.rule.PairRate;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What the scripts write in capitals: the same values that Java has. Times in s if not named. */
public final class LuaConstants {

  /** Open windows are counted by the quarter of an hour in which what opened them came. */
  public static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

  /** The consumer group of each of the relay's streams. */
  private static final String RELAY_GROUP = "relay";

  /** Redis holds the bytes of so many entries while it reads them. */
  private static final int RELAY_PAGE = 100;

  /** So many sends change their set in one claim. */
  private static final int DEFERRED_PAGE = 100;

  /** What came in so long ago does not count for the throughput of now. */
  private static final Duration LATE_INBOUND = Duration.ofSeconds(10);

  public static final Map<String, Object> ALL = all();

  private LuaConstants() {}

  private static Map<String, Object> all() {
    Map<String, Object> all = new TreeMap<>();
    all.putAll(ofContacts());
    all.putAll(ofNumbers());
    all.putAll(ofSends());
    all.putAll(ofQueues());
    all.putAll(ofTemplates());
    all.put("MICROSECONDS", 1_000_000);
    all.put("DAY", Duration.ofDays(1).toSeconds());
    return Map.copyOf(all);
  }

  private static Map<String, Object> ofContacts() {
    return Map.ofEntries(
        Map.entry("WINDOW_LENGTH", Window.LENGTH.toSeconds()),
        Map.entry("WINDOW_OPEN", Codes.of(Window.State.OPEN)),
        Map.entry("FREE_ENTRY_ANSWER_WITHIN", FreeEntryPoint.ANSWER_WITHIN.toSeconds()),
        Map.entry("FREE_ENTRY_LENGTH", FreeEntryPoint.LENGTH.toSeconds()),
        Map.entry("CONVERSATION_LENGTH", TimesToLive.CONVERSATION.toSeconds()),
        Map.entry("FIRST_COOL_DOWN", MarketingThrottled.FIRST_COOL_DOWN.toSeconds()),
        Map.entry("LONGEST_COOL_DOWN", MarketingThrottled.LONGEST_COOL_DOWN.toSeconds()),
        Map.entry("CONSENT_LIFE", TimesToLive.CONSENT.toSeconds()),
        Map.entry("GRAY_LIFE", TimesToLive.GRAY.toSeconds()),
        Map.entry("GRAY_MESSAGE_LIFE", TimesToLive.GRAY_MESSAGE.toSeconds()),
        Map.entry("SPARE_LIFE", TimesToLive.SPARE.toSeconds()),
        Map.entry("WAITING_LIFE", TimesToLive.WAITING.toSeconds()),
        Map.entry("WAITING_REMEMBERED", TimesToLive.WAITING_REMEMBERED),
        Map.entry("FAILURES_REMEMBERED", TimesToLive.FAILURES_REMEMBERED),
        Map.entry("EARLY_FAILURES_REMEMBERED", TimesToLive.EARLY_FAILURES_REMEMBERED),
        Map.entry("DUE_LENGTH", TimesToLive.DUE_LENGTH),
        Map.entry("DUE_REMEMBERED", TimesToLive.DUE_REMEMBERED),
        Map.entry("FREE_SENDS_REMEMBERED", TimesToLive.FREE_SENDS_REMEMBERED),
        Map.entry("ADS_REMEMBERED", TimesToLive.ADS_REMEMBERED),
        Map.entry("MOST_NAMES", TimesToLive.MOST_NAMES));
  }

  private static Map<String, Object> ofNumbers() {
    Map<String, Object> all = new TreeMap<>();
    for (Gap gap : Gap.values()) {
      all.put("GAP_" + gap, Codes.of(gap));
    }
    all.put("NUMBER_LIFE", TimesToLive.NUMBER.toSeconds());
    all.put("LONGEST_SILENCE", TimesToLive.LONGEST_SILENCE.toSeconds());
    all.put("UNHEARD_SENDS", TimesToLive.UNHEARD_SENDS);
    all.put("UNHEARD_TIME", TimesToLive.UNHEARD.toSeconds());
    all.put("UNDER_WAY", TimesToLive.UNDER_WAY.toSeconds());
    all.put("QUARTER_HOUR", QUARTER_HOUR.toSeconds());
    all.put("WINDOWS_LIFE", TimesToLive.WINDOWS.toSeconds());
    all.put("LATE_INBOUND", LATE_INBOUND.toSeconds());
    all.put("MESSAGING_LIMIT_PERIOD", TimesToLive.MESSAGING_LIMIT.toSeconds());
    return all;
  }

  private static Map<String, Object> ofSends() {
    Map<String, Object> all = new TreeMap<>();
    for (Charge charge : Charge.values()) {
      all.put("CHARGE_" + charge, Codes.of(charge));
    }
    all.put("PAIR_INTERVAL_MS", PairRate.INTERVAL.toMillis());
    all.put("PAIR_BURST", PairRate.BURST);
    all.put("OBSERVED_PAST_ALLOWANCE", MarketingThrottled.OBSERVED_PAST_ALLOWANCE);
    all.put("NOT_OBSERVED", Codes.NOT_OBSERVED);
    all.put("RESERVATION", Codes.RESERVATION);
    all.put("HELD_MARKETING_SLOT", Codes.HELD_MARKETING_SLOT);
    all.put("HELD_PAIR_RATE", Codes.HELD_PAIR_RATE);
    all.put("HELD_THROUGHPUT", Codes.HELD_THROUGHPUT);
    all.put("HELD_MARKETING_RATE", Codes.HELD_MARKETING_RATE);
    all.put("HELD_RIGHT", Codes.HELD_RIGHT);
    all.put("PRIVATE_REPLY_WITHIN", PageTerms.REPLY_WITHIN.toSeconds());
    all.put("KEY_LIFE", TimesToLive.KEY.toSeconds());
    all.put("KEY_LEASE", TimesToLive.KEY_LEASE.toSeconds());
    all.put("PROVED_STATUS", 200);
    all.put("PROVED_TYPE", "application/json");
    all.put("SPEND_LIFE", TimesToLive.SPEND.toSeconds());
    all.put("SPEND_MESSAGES", Codes.SPEND_MESSAGES);
    all.put("SPEND_BILLABLE", Codes.SPEND_BILLABLE);
    all.put("SPEND_EXPECTED", Codes.SPEND_EXPECTED);
    all.put("SPEND_CONFIRMED", Codes.SPEND_CONFIRMED);
    all.put("HEARD_EARLY_LIFE", TimesToLive.HEARD_EARLY.toSeconds());
    all.put("GROUP_MESSAGE_LIFE", TimesToLive.GROUP_MESSAGE.toSeconds());
    all.put("DELIVERED", Codes.DELIVERED);
    all.put("FAILED", Codes.FAILED);
    all.put("NOTHING_HEARD", Codes.NOTHING_HEARD);
    return all;
  }

  private static Map<String, Object> ofQueues() {
    return Map.ofEntries(
        Map.entry("DEFERRED_LIFE", TimesToLive.DEFERRED.toSeconds()),
        Map.entry("UNTOLD_LONGEST", Leaving.LONGEST.toMillis()),
        Map.entry("DEFERRED_CLAIM_MS", TimesToLive.DEFERRED_CLAIM.toMillis()),
        Map.entry("DEFERRED_PAGE", DEFERRED_PAGE),
        Map.entry("REMINDERS_LIFE", TimesToLive.REMINDERS.toSeconds()),
        Map.entry("RELAY_GROUP", RELAY_GROUP),
        Map.entry("RELAY_PAGE", RELAY_PAGE),
        Map.entry("RELAY_START", Claim.START),
        Map.entry("RELAY_KNOWN_MS", TimesToLive.RELAYED.toMillis()),
        Map.entry("DEAD_LETTERS_LIFE", TimesToLive.DEAD_LETTERS.toSeconds()));
  }

  private static Map<String, Object> ofTemplates() {
    return Map.of(
        "TEMPLATES_LIFE",
        TimesToLive.TEMPLATES.toSeconds(),
        "TEMPLATES_ASKED",
        Keys.TEMPLATES_ASKED,
        "TEMPLATES_CHANGED",
        Subscription.TEMPLATES_CHANGED,
        "CLOCK_SKEW",
        TimesToLive.CLOCK_SKEW.toSeconds(),
        "STATUS_APPROVED",
        Template.APPROVED,
        "STRICTEST_CATEGORY",
        Category.MARKETING.name());
  }
}
