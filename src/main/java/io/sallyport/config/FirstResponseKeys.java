package io.sallyport.config;

import io.sallyport.rule.BusinessHours;
import io.sallyport.rule.FirstResponseLimit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads {@code sallyport.policy.first-response}. */
public final class FirstResponseKeys {

  private static final String PREFIX = "sallyport.policy.first-response.";

  private FirstResponseKeys() {}

  /**
   * The limit; null without one.
   *
   * @throws IllegalArgumentException names the key that is wrong, and the fix
   */
  public static @Nullable FirstResponseLimit limit(PolicyConfig.FirstResponse keys) {
    ZoneId zone = zone(keys.timeZone().orElse("UTC"));
    BusinessHours hours = keys.hours().map(text -> hours(text, zone)).orElse(BusinessHours.ALWAYS);
    Duration limit = keys.limit().orElse(null);
    if (limit == null) {
      if (keys.hours().isPresent() || keys.timeZone().isPresent()) {
        throw new IllegalArgumentException(
            PREFIX
                + "limit is not set, and without it the keys beside it mean nothing: set it to"
                + " 1h or another time.");
      }
      return null;
    }
    try {
      return new FirstResponseLimit(limit, hours);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(PREFIX + "limit " + e.getMessage() + ".", e);
    }
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          PREFIX + "time-zone: " + name + " is no time zone: use Europe/Lisbon.", e);
    }
  }

  private static BusinessHours hours(String text, ZoneId zone) {
    try {
      return BusinessHours.parse(text, zone);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(PREFIX + "hours: " + e.getMessage() + ".", e);
    }
  }
}
