package io.sallyport.health;

import io.sallyport.account.Numbers;
import io.sallyport.clockwork.NumberPoll;
import io.sallyport.contact.Window;
import io.sallyport.ledger.NumberNews.Disconnected;
import io.sallyport.ledger.NumberState;
import io.sallyport.ledger.NumberState.Coverage;
import io.sallyport.ledger.NumberState.Gap;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Shows since when each number's webhooks have been received without a gap. Never down: a replica
 * taken out of service would not receive the next webhook either.
 */
@Readiness
@Singleton
public final class CoverageHealth implements HealthCheck {

  private final Numbers numbers;
  private final NumberPoll poll;
  private final HealthDetails details = new HealthDetails("number", this::isComplete, this::words);

  public CoverageHealth(Numbers numbers, NumberPoll poll) {
    this.numbers = numbers;
    this.poll = poll;
  }

  @Override
  public HealthCheckResponse call() {
    return details.of(HealthCheckResponse.named("Webhook coverage").up(), numbers.ids());
  }

  private boolean isComplete(String number) {
    return poll.last(number).filter(state -> state.coverage().complete()).isPresent();
  }

  private String words(String number) {
    return poll.last(number)
        .map(NumberState::coverage)
        .map(CoverageHealth::words)
        .orElse("not read yet: Redis has not answered");
  }

  static String words(Coverage coverage) {
    return extent(coverage) + last(coverage.lastWebhookAt());
  }

  private static String extent(Coverage coverage) {
    Instant since = coverage.since();
    Disconnected ended = coverage.ended();
    if (ended != null) {
      return "none since "
          + ended.at()
          + ": Meta sends no more webhooks of the account ("
          + ended.cause()
          + "); connect it to the app again";
    } else if (since == null) {
      return coverage.lastWebhookAt() == null
          ? "none: no webhook was seen yet"
          : "none: no webhook for too long, or no status of many sends";
    } else if (coverage.complete()) {
      return "complete since " + since;
    }
    return "partial since "
        + since
        + after(coverage.started())
        + ", complete at "
        + since.plus(Window.LENGTH);
  }

  private static String after(@Nullable Gap gap) {
    if (gap == null) {
      return "";
    }
    return switch (gap) {
      case NOTHING_BEFORE -> " (nothing is known from before)";
      case NOT_STORED -> " (a webhook could not be stored)";
      case SILENCE -> " (no webhook for too long before)";
      case UNHEARD_SENDS -> " (sends had no status before)";
      case DISCONNECTED -> " (the account was disconnected before)";
    };
  }

  private static String last(@Nullable Instant webhookAt) {
    return webhookAt == null ? "" : "; last webhook " + webhookAt;
  }
}
