package io.sallyport.redis;

import static io.sallyport.redis.Lives.seconds;

import io.sallyport.admission.NumberNews;
import io.sallyport.redis.Scripts.Call;
import io.vertx.redis.client.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Meta's word on a number, as number.lua takes it. */
final class NumberWords {

  static final String BAN = "ban";

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
