package io.sallyport.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.NumberNews.BusinessInitiatedBlocked;
import io.sallyport.ledger.NumberNews.Disabled;
import io.sallyport.ledger.NumberNews.Disconnected;
import io.sallyport.ledger.NumberNews.Disconnected.Cause;
import io.sallyport.ledger.NumberNews.EverythingBlocked;
import io.sallyport.ledger.NumberNews.MessagingLimit;
import io.sallyport.ledger.NumberNews.Reconnected;
import io.sallyport.ledger.NumberNews.Throughput;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the fields about a whole WABA, or about one of its numbers without naming its id
 * (platform-facts.md#account-webhooks).
 */
final class AccountFields {

  /** How Meta writes a messaging limit or a throughput level. */
  private static final Pattern LEVEL = Pattern.compile("TIER_[0-9A-Z_]{1,32}|[1-9][0-9]{0,9}");

  private static final Pattern VIOLATION = Pattern.compile("[0-9A-Z_]{1,64}");

  /**
   * The level in Meta's sample; since February 2026 the event no longer states one
   * (platform-facts.md#throughput-and-limit-changes).
   */
  private static final String UPGRADED = "TIER_UNLIMITED";

  private static final String UNLIMITED = "TIER_UNLIMITED";

  private AccountFields() {}

  /** One item of an {@code account_update}'s {@code restriction_info[]}, for each number. */
  static List<NumberNews> restriction(Collection<String> numbers, Instant at, JsonNode item) {
    return switch (item.path("restriction_type").asText("")) {
      case "RESTRICTED_BIZ_INITIATED_MESSAGING" -> {
        Instant until = Seconds.of(item.path("expiration"));
        yield each(numbers, number -> new BusinessInitiatedBlocked(number, at, until));
      }
      case "RESTRICTED_CUSTOMER_INITIATED_MESSAGING" -> {
        Instant until = Seconds.of(item.path("expiration"));
        yield each(numbers, number -> new EverythingBlocked(number, at, until));
      }
      default -> List.of();
    };
  }

  /** An {@code account_update}'s {@code ban_info}, for each number. */
  static List<NumberNews> ban(Collection<String> numbers, Instant at, JsonNode ban) {
    return switch (ban.path("waba_ban_state").asText("")) {
      case "DISABLE" -> each(numbers, number -> new Disabled(number, at, true));
      case "REINSTATE" -> each(numbers, number -> new Disabled(number, at, false));
      default -> List.of();
    };
  }

  /** Meta sends no more webhooks of the account, and so of none of its numbers. */
  static List<NumberNews> disconnected(Collection<String> numbers, Instant at, Cause cause) {
    return each(numbers, number -> new Disconnected(number, at, cause));
  }

  /** Meta sends webhooks of the account's numbers again. */
  static List<NumberNews> reconnected(Collection<String> numbers, Instant at) {
    return each(numbers, number -> new Reconnected(number, at));
  }

  /**
   * The account that a change is about. An update delivered to the account's partner names the
   * account in {@code waba_info} (platform-facts.md#accounts-that-leave).
   */
  static String account(JsonNode entry, JsonNode value) {
    String named = value.path("waba_info").path("waba_id").asText("");
    return named.isEmpty() ? entry.path("id").asText("") : named;
  }

  /** A {@code phone_number_quality_update}, which despite its name reports throughput. */
  static List<NumberNews> throughput(Optional<String> number, Instant at, JsonNode value) {
    if (!value.path("event").asText("").equals("THROUGHPUT_UPGRADE")) {
      return List.of();
    }
    String level =
        value.hasNonNull("current_limit") ? level(value.path("current_limit")) : UPGRADED;
    return number.<NumberNews>map(id -> new Throughput(id, at, level)).stream().toList();
  }

  /**
   * The messaging limit, for each number: it belongs to the portfolio, whichever number the webhook
   * names (platform-facts.md#messaging-limit).
   */
  static List<NumberNews> messagingLimit(Collection<String> numbers, Instant at, JsonNode value) {
    JsonNode told =
        value.hasNonNull("max_daily_conversations_per_business")
            ? value.path("max_daily_conversations_per_business")
            : value.path("max_daily_conversation_per_phone"); // its name until February 2026
    if (told.isMissingNode() || told.isNull() || told.asText("").equals("TIER_NOT_SET")) {
      return List.of();
    }
    String limit = told.asText("").equals("-1") ? UNLIMITED : level(told);
    return each(numbers, number -> new MessagingLimit(number, at, limit));
  }

  /**
   * The type of the violation; {@code unknown} unless it has the form of Meta's types: it is
   * logged.
   */
  static String violation(JsonNode value) {
    String type = value.path("violation_info").path("violation_type").asText("");
    return VIOLATION.matcher(type).matches() ? type : "unknown";
  }

  private static String level(JsonNode told) {
    String level = told.asText("");
    if (!LEVEL.matcher(level).matches()) {
      throw new Unreadable();
    }
    return level;
  }

  private static List<NumberNews> each(
      Collection<String> numbers, Function<String, NumberNews> news) {
    return numbers.stream().map(news).toList();
  }
}
