package io.sallyport.redis.ledger;

import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.NumberNews.Connection;
import io.sallyport.ledger.NumberNews.Disconnected;
import io.sallyport.ledger.NumberNews.Disconnected.Cause;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Meta's word on a number, as number.lua and connection.lua take it. */
final class NumberWords {

  /** The fields of a number's record that have a word. */
  static final String CONNECTION = "app";

  static final String BUSINESS_INITIATED = "biz";
  static final String EVERYTHING = "all";
  static final String BAN = "ban";
  static final String MESSAGING_LIMIT = "tier";
  static final String THROUGHPUT = "rate";

  private static final String DISABLED = "1";

  private NumberWords() {}

  /** A word as the record keeps it: when Meta said it, and what. */
  record Said(Instant at, String word) {

    /** Null when Meta never said anything. */
    static @Nullable Said of(@Nullable Response kept) {
      if (kept == null) {
        return null;
      }
      String[] said = kept.toString().split(" ", 2);
      return new Said(Instant.ofEpochSecond(Long.parseLong(said[0])), said[1]);
    }
  }

  /** What {@link #BAN} says. */
  static boolean isDisabled(@Nullable Response ban) {
    Said said = Said.of(ban);
    return said != null && said.word().equals(DISABLED);
  }

  static Call call(NumberNews news) {
    return Script.NUMBER
        .call()
        .key("number", Keys.number(news.phoneNumberId()))
        .set("field", field(news))
        .set("at", news.at().getEpochSecond())
        .set("word", word(news));
  }

  /** For connection.lua. */
  static Call call(Connection news, String clockOffset) {
    return Script.CONNECTION
        .call()
        .key("number", Keys.number(news.phoneNumberId()))
        .set("clock_offset", clockOffset)
        .set("at", news.at().getEpochSecond())
        .set("word", word(news));
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
    Said said = Said.of(connection);
    if (said == null) {
      return null;
    }
    return Stream.of(Cause.values())
        .filter(cause -> word(cause).equals(said.word()))
        .map(cause -> new Disconnected(phoneNumberId, said.at(), cause))
        .findFirst()
        .orElse(null);
  }

  private static String field(NumberNews news) {
    if (news instanceof NumberNews.BusinessInitiatedBlocked) {
      return BUSINESS_INITIATED;
    } else if (news instanceof NumberNews.EverythingBlocked) {
      return EVERYTHING;
    } else if (news instanceof NumberNews.Disabled) {
      return BAN;
    }
    return news instanceof NumberNews.MessagingLimit ? MESSAGING_LIMIT : THROUGHPUT;
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
