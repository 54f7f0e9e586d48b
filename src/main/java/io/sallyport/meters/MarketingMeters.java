package io.sallyport.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sallyport.contact.Window;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.MarketingThrottled;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.sallyport.send.Decision;
import io.sallyport.template.Category;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Counts marketing sends by how the contact's allowance applied to them. */
final class MarketingMeters implements Consumer<Decision> {

  private record Tags(String outcome, String about) {}

  private final MeterRegistry registry;
  private final Map<Tags, Counter> counters = new ConcurrentHashMap<>();

  MarketingMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void accept(Decision decision) {
    Category category = decision.category();
    if (category != null && category.isMarketing()) {
      String outcome = decision.word().name().toLowerCase(Locale.ROOT);
      counters.computeIfAbsent(new Tags(outcome, about(decision)), this::counter).increment();
    }
  }

  private Counter counter(Tags tags) {
    return Counter.builder("sallyport.marketing")
        .description("Marketing sends, by what they have to do with the contact's allowance")
        .tag("outcome", tags.outcome())
        .tag("about", tags.about())
        .register(registry);
  }

  private static String about(Decision decision) {
    if (decision.reason() == Reason.MARKETING_THROTTLED) {
      return grounds(decision);
    }
    Window window = decision.window();
    return switch (decision.word()) {
      case FORWARDED, OBSERVED, SUBSTITUTED, UNKNOWN ->
          window != null && window.state() == Window.State.OPEN ? "in_window" : "counted";
      case REJECTED, FAILED, REPLAYED, DEFERRED, PARKED, HELD -> "none";
    };
  }

  private static String grounds(Decision decision) {
    Refusal observed = decision.observed();
    Refusal refusal = decision.word() == Decision.Word.OBSERVED ? observed : decision.refusal();
    return refusal == null ? "none" : word(refusal.grounds());
  }

  private static String word(@Nullable Grounds grounds) {
    return grounds instanceof MarketingThrottled.Hold hold ? hold.word() : "none";
  }
}
