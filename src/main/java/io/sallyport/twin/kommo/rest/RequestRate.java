package io.sallyport.twin.kommo.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Seven requests in any one second of an integration in an account; those above get 429. Who goes
 * on regardless is blocked for a minute.
 */
final class RequestRate {
  static final int PER_SECOND = 7;
  static final int REFUSED_UNTIL_BLOCKED = 30;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<String, Deque<Instant>> taken = new HashMap<>();
  private final Map<String, Deque<Instant>> refused = new HashMap<>();

  synchronized void take(String token, Instant now) {
    Deque<Instant> excess = recent(refused, token, now, MINUTE);
    if (excess.size() >= REFUSED_UNTIL_BLOCKED) {
      throw Problem.blocked();
    }
    Deque<Instant> second = recent(taken, token, now, SECOND);
    if (second.size() >= PER_SECOND) {
      excess.addLast(now);
      throw Problem.tooMany();
    }
    second.addLast(now);
  }

  synchronized void clear() {
    taken.clear();
    refused.clear();
  }

  private static Deque<Instant> recent(
      Map<String, Deque<Instant>> all, String token, Instant now, Duration span) {
    Deque<Instant> times = all.computeIfAbsent(token, key -> new ArrayDeque<>());
    while (!times.isEmpty() && !times.getFirst().isAfter(now.minus(span))) {
      times.removeFirst();
    }
    return times;
  }
}
