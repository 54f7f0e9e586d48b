package io.sallyport.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sallyport.contact.Window;
import io.sallyport.ledger.IdempotencyStore.KeptAnswer;
import io.sallyport.message.Outcome;
import io.sallyport.message.SendAnswer;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.MarketingThrottled;
import io.sallyport.rule.OptedOut;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.send.Result;
import io.sallyport.template.Category;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MarketingMetersTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Window OPEN = new Window(Window.State.OPEN, NOW.plusSeconds(60), NOW);
  private static final Window CLOSED = new Window(Window.State.CLOSED, null, null);
  private static final Result ANSWERED =
      new Result.Sent(
          new Outcome.Answered(
              200, List.of(), new byte[0], new SendAnswer("wamid.A", null, List.of())));
  private static final List<Grounds> THROTTLES =
      List.of(
          new MarketingThrottled.AllowanceUsed(2, NOW, NOW),
          new MarketingThrottled.CoolDown(NOW, NOW),
          new MarketingThrottled.TooSoon(NOW),
          new MarketingThrottled.Quiet(NOW),
          new MarketingThrottled.BlockedCountry("US"),
          new MarketingThrottled.MarketingRate(NOW));

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final MarketingMeters meters = new MarketingMeters(registry);

  private static Decision decision(
      Category category, @Nullable Window window, @Nullable Refusal observed, Result result) {
    return new Decision(null, category, window, observed, null, null, result, null);
  }

  private static Refusal refusal(Grounds grounds) {
    return new Refusal(grounds.reason(), "details", grounds.possibleAt(), grounds);
  }

  private static Decision sent(Window window) {
    return decision(Category.MARKETING, window, null, ANSWERED);
  }

  private static Decision refused(Refusal refusal) {
    return decision(Category.MARKETING, CLOSED, null, new Result.Refused(refusal));
  }

  private static Decision observed(Grounds grounds) {
    return decision(Category.MARKETING, CLOSED, refusal(grounds), ANSWERED);
  }

  /** One of each kind. */
  static List<Decision> everyKind() {
    List<Decision> all = new ArrayList<>(List.of(sent(OPEN), sent(CLOSED)));
    THROTTLES.forEach(grounds -> all.add(refused(refusal(grounds))));
    all.add(observed(THROTTLES.get(0)));
    all.add(decision(Category.MARKETING, CLOSED, null, new Result.Sent(new Outcome.Unknown())));
    all.add(decision(Category.MARKETING, CLOSED, null, new Result.Sent(new Outcome.NotSent())));
    all.add(
        decision(
            Category.MARKETING,
            CLOSED,
            null,
            new Result.Waits(Result.How.DEFERRED, "id", NOW, NOW, NOW, false)));
    for (Result.How how : List.of(Result.How.PARKED, Result.How.HELD)) {
      all.add(
          decision(
              Category.MARKETING, CLOSED, null, new Result.Waits(how, "id", NOW, null, NOW, true)));
    }
    all.add(sent(CLOSED).insteadOf(Refusal.of(Reason.WINDOW_CLOSED, "details")));
    KeptAnswer kept = new KeptAnswer(200, null, new byte[0]);
    all.add(decision(Category.MARKETING, null, null, new Result.Replayed(kept)));
    return all;
  }

  private double count(String outcome, String about) {
    Counter counter =
        registry.find("sallyport.marketing").tags("outcome", outcome, "about", about).counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void tellsWhatIsCountedFromWhatIsFree() {
    meters.accept(sent(OPEN));
    meters.accept(sent(CLOSED));
    meters.accept(sent(Window.UNKNOWN));

    assertThat(count("forwarded", "in_window")).isEqualTo(1);
    assertThat(count("forwarded", "counted")).isEqualTo(2);
  }

  @Test
  void tellsWhyMarketingIsHeldBack() {
    THROTTLES.forEach(grounds -> meters.accept(refused(refusal(grounds))));
    meters.accept(observed(THROTTLES.get(0)));

    for (String about :
        List.of(
            "allowance_used",
            "cool_down",
            "too_soon",
            "quiet_hours",
            "blocked_country",
            "marketing_rate")) {
      assertThat(count("rejected", about)).as(about).isEqualTo(1);
    }
    assertThat(count("observed", "allowance_used")).isEqualTo(1);
  }

  @Test
  void leavesOtherRulesAndOtherCategoriesOut() {
    meters.accept(refused(refusal(new OptedOut.Stopped(NOW))));
    meters.accept(refused(Refusal.of(Reason.UNDECIDED, "details")));
    meters.accept(decision(Category.UTILITY, CLOSED, null, ANSWERED));
    meters.accept(Decision.refused(Refusal.of(Reason.INVALID_BODY, "details")));

    assertThat(count("rejected", "none")).isEqualTo(2);
    assertThat(registry.find("sallyport.marketing").counters()).hasSize(1);
  }
}
