package io.sallyport.redis;

import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.Window;
import io.sallyport.policy.MarketingThrottled;
import io.sallyport.policy.PairRate;
import java.util.Map;

/** What the scripts write in capitals: the same values that Java has. Times in s if not named. */
final class LuaConstants {

  static final Map<String, Object> ALL =
      Map.ofEntries(
          Map.entry("WINDOW_LENGTH", Window.LENGTH.toSeconds()),
          Map.entry("LONGEST_SILENCE", Lives.LONGEST_SILENCE.toSeconds()),
          Map.entry("UNHEARD_SENDS", Integer.valueOf(Lives.UNHEARD_SENDS)),
          Map.entry("UNHEARD_TIME", Lives.UNHEARD.toSeconds()),
          Map.entry("FREE_ENTRY_ANSWER_WITHIN", FreeEntryPoint.ANSWER_WITHIN.toSeconds()),
          Map.entry("FREE_ENTRY_LENGTH", FreeEntryPoint.LENGTH.toSeconds()),
          Map.entry("CONVERSATION_LENGTH", Lives.CONVERSATION.toSeconds()),
          Map.entry("PAIR_INTERVAL_MS", PairRate.INTERVAL.toMillis()),
          Map.entry("PAIR_BURST", PairRate.BURST),
          Map.entry("FIRST_COOL_DOWN", MarketingThrottled.FIRST_COOL_DOWN.toSeconds()),
          Map.entry("LONGEST_COOL_DOWN", MarketingThrottled.LONGEST_COOL_DOWN.toSeconds()),
          Map.entry("OBSERVED_PAST_ALLOWANCE", MarketingThrottled.OBSERVED_PAST_ALLOWANCE),
          Map.entry("MICROSECONDS", 1_000_000),
          Map.entry("NUMBER_LIFE", Lives.NUMBER.toSeconds()),
          Map.entry("CONSENT_LIFE", Lives.CONSENT.toSeconds()),
          Map.entry("KEY_LIFE", Lives.KEY.toSeconds()),
          Map.entry("KEY_LEASE", Lives.KEY_LEASE.toSeconds()));

  private LuaConstants() {}
}
