package io.sallyport.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.Effect.AiPriced;
import io.sallyport.ledger.Effect.AnswerOverdue;
import io.sallyport.ledger.Effect.Cause;
import io.sallyport.ledger.Effect.ClosedAfterAll;
import io.sallyport.ledger.Effect.CoverageStarted;
import io.sallyport.ledger.Effect.DeliveredAfterAll;
import io.sallyport.ledger.Effect.FirstAnswer;
import io.sallyport.ledger.Effect.NameNotLearned;
import io.sallyport.ledger.Effect.Priced;
import io.sallyport.ledger.Effect.WindowOpened;
import io.sallyport.ledger.NumberState.Gap;
import io.sallyport.overview.Counted;
import io.sallyport.overview.Counted.Contradicted;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Counts {@link Effect}s, which the ledger notices while it stores. */
final class EffectMeters {

  /** Usual service levels for a first response, as histogram buckets. */
  private static final Duration[] SERVICE_LEVELS = {
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(2),
    Duration.ofMinutes(5),
    Duration.ofMinutes(10),
    Duration.ofMinutes(30),
    Duration.ofHours(1),
    Duration.ofHours(2),
    Duration.ofHours(6),
    Duration.ofHours(24)
  };

  private static final String CONTRADICTIONS = "sallyport.contradictions";

  private record Name(String name, String description, Tags tags) {}

  private final MeterRegistry registry;
  private final Map<Name, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Timer> firstResponses = new ConcurrentHashMap<>();
  private final Counter windowsOpened;
  private final Counter namesNotLearned;
  private final Counter aiPriced;

  EffectMeters(MeterRegistry registry) {
    this.registry = registry;
    this.windowsOpened =
        Counter.builder("sallyport.windows.opened")
            .description("Customer service windows that opened")
            .register(registry);
    this.namesNotLearned =
        Counter.builder("sallyport.names.not.learned")
            .description("Times two contacts stayed two since one cannot have so many names")
            .register(registry);
    this.aiPriced =
        Counter.builder("sallyport.general.purpose.ai")
            .description("Messages Meta priced as those of a general-purpose AI")
            .register(registry);
    // Register at 0: Prometheus sees no increase in a first sample.
    for (Cause cause : Cause.values()) {
      contradiction("closed_after_all", word(cause));
    }
    for (Gap gap : Gap.values()) {
      coverage(gap);
    }
  }

  void noticed(Effect effect) {
    if (effect instanceof WindowOpened) {
      windowsOpened.increment();
    } else if (effect instanceof FirstAnswer answer) {
      firstResponse(answer.phoneNumberId()).record(answer.after());
    } else if (effect instanceof AnswerOverdue overdue) {
      overdue(overdue.phoneNumberId()).increment();
    } else if (effect instanceof ClosedAfterAll closed) {
      contradiction("closed_after_all", word(closed.cause())).increment();
    } else if (effect instanceof DeliveredAfterAll delivered) {
      contradiction("delivered_after_all", delivered.reason().wire()).increment();
    } else if (effect instanceof Priced priced) {
      counter(
              "sallyport.priced",
              "Messages Meta priced, by the charge that was expected",
              Tags.of("expected", word(priced.expected()), "billable", "" + priced.billable()))
          .increment();
    } else if (effect instanceof AiPriced) {
      aiPriced.increment();
    } else if (effect instanceof CoverageStarted started) {
      coverage(started.after()).increment();
    } else if (effect instanceof NameNotLearned) {
      namesNotLearned.increment();
    }
  }

  /** Registers at 0 what counts the waits of a number that are too long. */
  void countsOverdue(String phoneNumberId) {
    overdue(phoneNumberId);
  }

  private Counter overdue(String phoneNumberId) {
    return counter(
        "sallyport.first.response.overdue",
        "Contacts who waited longer for an answer than is wanted",
        Tags.of("number", phoneNumberId));
  }

  private Counter coverage(Gap gap) {
    return counter(
        "sallyport.coverage.started",
        "Times the coverage of a number's webhooks started anew",
        Tags.of("after", word(gap)));
  }

  void addContradictionsTo(Map<Counted, Long> all) {
    counters.forEach(
        (name, counter) -> {
          if (name.name().equals(CONTRADICTIONS) && counter.count() > 0) {
            Map<String, String> tags =
                name.tags().stream().collect(Collectors.toMap(Tag::getKey, Tag::getValue));
            all.put(
                new Contradicted(tags.getOrDefault("kind", ""), tags.getOrDefault("about", "")),
                (long) counter.count());
          }
        });
  }

  private Counter contradiction(String kind, String about) {
    return counter(
        CONTRADICTIONS,
        "What Meta did otherwise than was thought, by the cause or the reason it is about",
        Tags.of("kind", kind, "about", about));
  }

  private Counter counter(String name, String description, Tags tags) {
    return counters.computeIfAbsent(
        new Name(name, description, tags),
        meter ->
            Counter.builder(meter.name())
                .description(meter.description())
                .tags(meter.tags())
                .register(registry));
  }

  private Timer firstResponse(String phoneNumberId) {
    return firstResponses.computeIfAbsent(
        phoneNumberId,
        number ->
            Timer.builder("sallyport.first.response")
                .description("From a contact's first unanswered message to its answer")
                .tag("number", number)
                .serviceLevelObjectives(SERVICE_LEVELS)
                .register(registry));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
