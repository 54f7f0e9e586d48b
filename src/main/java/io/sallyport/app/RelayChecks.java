package io.sallyport.app;

import io.sallyport.config.Ids;
import io.sallyport.config.NumbersConfig;
import io.sallyport.config.RelayConfig;
import io.sallyport.config.RelayValues;
import io.sallyport.contact.Window;
import io.sallyport.event.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with the keys under {@code sallyport.relay}; each names the key and the fix. */
final class RelayChecks {

  private static final String PREFIX = "sallyport.relay.";

  private final NumbersConfig numbers;
  private final Set<String> others;
  private final boolean mayCome;
  private final List<String> problems = new ArrayList<>();

  private RelayChecks(NumbersConfig numbers, Set<String> others, boolean mayCome) {
    this.numbers = numbers;
    this.others = others;
    this.mayCome = mayCome;
  }

  /**
   * Checks the keys.
   *
   * @param others ids of other channels, which are named like numbers
   * @param mayCome whether there may be numbers that the configuration does not name
   */
  static List<String> of(
      RelayConfig relay, NumbersConfig numbers, Set<String> others, boolean mayCome) {
    RelayChecks checks = new RelayChecks(numbers, others, mayCome);
    checks.check(relay);
    return checks.problems;
  }

  private void check(RelayConfig relay) {
    new TreeMap<>(relay.targets()).forEach(this::checkTarget);
    positive("first-backoff", relay.firstBackoff());
    positive("max-age", relay.maxAge());
    positive("timeout", relay.timeout());
    positive("closing-lead", relay.closingLead());
    if (relay.maxBackoff().compareTo(relay.firstBackoff()) < 0) {
      problems.add(PREFIX + "max-backoff must not be shorter than first-backoff.");
    }
    if (relay.claimAfter().compareTo(relay.timeout().multipliedBy(2)) < 0) {
      problems.add(
          PREFIX
              + "claim-after must be at least twice as long as "
              + PREFIX
              + "timeout: "
              + "30s.");
    }
    if (relay.closingLead().compareTo(Window.LENGTH) >= 0) {
      problems.add(PREFIX + "closing-lead must be shorter than the 24h a window is open.");
    }
    if (relay.maxQueued() < 1) {
      problems.add(PREFIX + "max-queued must be at least 1.");
    }
  }

  private void checkTarget(String name, RelayConfig.Target target) {
    String prefix = PREFIX + "targets.\"" + name + "\".";
    if (!Ids.isId(name)) {
      problems.add(
          prefix + ": the name may have letters, digits, dashes and underscores, at most 64.");
    }
    if (target.url().filter(RelayValues::isAddress).isEmpty()) {
      problems.add(prefix + "url is no address to post to: set it to https://host[:port]/path.");
    }
    if (target.secret().isPresent() && !RelayValues.isSecret(target.secret().get())) {
      problems.add(
          prefix + "secret is no secret: use whsec_ and the base64 of 24 to 64 random bytes.");
    }
    checkEvents(prefix, target);
    for (String number : target.numbers().orElse(List.of())) {
      if (!mayCome && !numbers.ids().contains(number) && !others.contains(number)) {
        problems.add(
            prefix
                + "numbers: "
                + number
                + " is not configured: set sallyport.numbers.\""
                + number
                + "\".waba-id.");
      }
    }
  }

  private void checkEvents(String prefix, RelayConfig.Target target) {
    List<String> events = target.events().orElse(List.of());
    for (String event : events) {
      if (EventType.of(event).isEmpty()) {
        String known =
            Stream.of(EventType.values()).map(EventType::wire).collect(Collectors.joining(", "));
        problems.add(prefix + "events: there is no " + event + ", only " + known + ".");
      }
    }
    if (!events.isEmpty() && target.secret().isEmpty()) {
      problems.add(
          prefix + "events needs " + prefix + "secret: Meta signs its webhooks only, not these.");
    }
  }

  private void positive(String key, Duration value) {
    if (value.isZero() || value.isNegative()) {
      problems.add(PREFIX + key + " must be longer than 0s.");
    }
  }
}
