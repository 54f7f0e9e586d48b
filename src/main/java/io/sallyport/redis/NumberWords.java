package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.admission.NumberNews;
import io.sallyport.admission.NumberNews.Connection;
import io.sallyport.admission.NumberNews.Disconnected;
import io.sallyport.admission.NumberNews.Disconnected.Cause;
import io.sallyport.redis.Scripts.Call;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Meta's word on a number, as number.lua and connection.lua take it. */
final class NumberWords {

  static final String BAN = "ban";

  static final String CONNECTION = "app";

  private static final String DISABLED = "1";

  private NumberWords() {}

  /** What {@link #BAN} says; null when Meta never said anything. */
  static boolean isDisabled(@Nullable Response ban) {
    return ban != null && ban.toString().endsWith(" " + DISABLED);
  }

  static Call call(NumberNews news) {
    return new Call(
        Script.NUMBER,
        List.of(Keys.number(news.phoneNumberId())),
        List.of(
            field(news),
            Long.toString(news.at().getEpochSecond()),
            word(news),
            seconds(Lives.NUMBER)));
  }

  /** For connection.lua. */
  static Call call(Connection news, String clockOffset) {
    return new Call(
        Script.CONNECTION,
        List.of(Keys.number(news.phoneNumberId())),
        List.of(
            clockOffset,
            Long.toString(news.at().getEpochSecond()),
            word(news),
            seconds(Lives.NUMBER)));
  }

  private static String word(Connection news) {
    return news instanceof Disconnected ended ? word(ended.cause()) : "connected";
  }

  private static String word(Cause cause) {
    return switch (cause) {
      case PARTNER_REMOVED -> "removed";
      case ACCOUNT_OFFBOARDED -> "offboarded";
    };
  }

  /** What {@link #CONNECTION} says, when it is that webhooks come no more. */
  static @Nullable Disconnected disconnected(String phoneNumberId, @Nullable Response connection) {
    if (connection == null) {
      return null;
    }
    String[] said = connection.toString().split(" ", 2);
    Instant at = Instant.ofEpochSecond(Long.parseLong(said[0]));
    return Stream.of(Cause.values())
        .filter(cause -> word(cause).equals(said[1]))
        .map(cause -> new Disconnected(phoneNumberId, at, cause))
        .findFirst()
        .orElse(null);
  }

  private static String field(NumberNews news) {
    if (news instanceof NumberNews.BusinessInitiatedBlocked) {
      return "biz";
    } else if (news instanceof NumberNews.EverythingBlocked) {
      return "all";
    } else if (news instanceof NumberNews.Disabled) {
      return BAN;
    }
    return news instanceof NumberNews.MessagingLimit ? "tier" : "rate";
  }

  private static String word(NumberNews news) {
    if (news instanceof NumberNews.BusinessInitiatedBlocked blocked) {
      return Long.toString(blocked.until().getEpochSecond());
    } else if (news instanceof NumberNews.EverythingBlocked blocked) {
      return Long.toString(blocked.until().getEpochSecond());
    } else if (news instanceof NumberNews.Disabled disabled) {
      return disabled.disabled() ? DISABLED : "0";
    } else if (news instanceof NumberNews.MessagingLimit limit) {
      return limit.limit();
    }
    return ((NumberNews.Throughput) news).level();
  }
}
