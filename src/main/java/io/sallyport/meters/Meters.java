package io.sallyport.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sallyport.ledger.Effect;
import io.sallyport.overview.Counted;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Meters of webhooks, of the ledger's {@link Effect}s and of the latency of Meta and Redis. What
 * belongs to one matter alone has a class of its own beside this one.
 *
 * <p>Tags have few values: no contact, no template, no text. Meters are looked up once and kept, so
 * that counting on the hot path is an increment.
 */
@Singleton
public final class Meters {

  private record WebhookTags(String outcome) {}

  private final MeterRegistry registry;
  private final Map<WebhookTags, Counter> webhooks = new ConcurrentHashMap<>();
  private final Timer upstream;
  private final Timer redis;
  private final Counter violations;
  private final Counter unknownPreferences;
  private final EffectMeters effects;

  Meters(MeterRegistry registry) {
    this.registry = registry;
    this.upstream =
        timer("sallyport.upstream.latency", "From the first byte to Meta to the whole answer");
    this.redis = timer("sallyport.redis.latency", "One admission's round trip to Redis");
    this.violations =
        Counter.builder("sallyport.account.violations")
            .description("Policy violations Meta reported")
            .register(registry);
    this.unknownPreferences =
        Counter.builder("sallyport.preferences.unknown")
            .description("Choices of contacts that nobody knows")
            .register(registry);
    this.effects = new EffectMeters(registry);
  }

  /**
   * Counts a webhook delivery.
   *
   * @param outcome {@code stored}, {@code not_stored}, {@code bad_signature} or {@code unreadable}
   */
  public void webhook(String outcome) {
    webhooks
        .computeIfAbsent(
            new WebhookTags(outcome),
            tags ->
                Counter.builder("sallyport.webhooks")
                    .description("Webhook deliveries, by what became of them")
                    .tag("outcome", tags.outcome())
                    .register(registry))
        .increment();
  }

  /** Counts a policy violation that Meta reported. */
  public void violation() {
    violations.increment();
  }

  /** Counts contacts' choices with an unknown value (platform-facts.md#account-webhooks). */
  public void unknownPreferences(int many) {
    unknownPreferences.increment(many);
  }

  /** Counts an effect that the ledger noticed. */
  public void noticed(Effect effect) {
    effects.noticed(effect);
  }

  /** Registers at 0 what an alert watches of a number whose contacts are to be answered in time. */
  public void countsOverdue(String phoneNumberId) {
    effects.countsOverdue(phoneNumberId);
  }

  void addContradictionsTo(Map<Counted, Long> all) {
    effects.addContradictionsTo(all);
  }

  public void upstreamAnswered(long nanos) {
    upstream.record(nanos, TimeUnit.NANOSECONDS);
  }

  public void redisAnswered(long nanos) {
    redis.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .publishPercentileHistogram()
        .register(registry);
  }
}
