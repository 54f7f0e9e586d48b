package io.sallyport.it.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Replicas;
import io.sallyport.twin.graph.ReceivedRequest;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sends of callers that repeat each by its Idempotency-Key until they know what became of it. */
final class KilledSends {

  /** So many that the limit of a pair is no matter. */
  static final int CONTACTS = 1_000;

  private static final Pattern TEXT = Pattern.compile("run \\d+ send \\d+\\.");

  private final Replicas replicas;
  private final String run;
  private final Map<String, Answer> answered = new ConcurrentHashMap<>();
  private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();

  KilledSends(Replicas replicas, int run) {
    this.replicas = replicas;
    this.run = "run " + run + " send ";
  }

  void send(int i, Random random) {
    String text = run + i + ".";
    Answer answer = untilKnown(text, i, random);
    if (answer.status() == 200) {
      answered.put(text, answer);
      if (random.nextInt(4) == 0) {
        assertThat(untilKnown(text, i, random).body()).as(text).isEqualTo(answer.body());
      }
    }
  }

  private Answer untilKnown(String text, int i, Random random) {
    while (true) {
      Answer answer = tryOnce(text, i, random);
      if (answer != null) {
        String decision = answer.header("Sallyport-Decision");
        String reason = answer.header("Sallyport-Reason");
        outcomes.merge(answer.status() + " " + decision + " " + reason, 1, Integer::sum);
        if (answer.status() == 200 || "in_flight".equals(reason)) {
          return answer;
        }
        assertThat(answer.status()).as("%s: %s", text, answer.text()).isIn(429, 503);
      }
      KillIT.pause(20 + random.nextInt(30));
    }
  }

  /** Null when the connection breaks, or there is none. */
  private Answer tryOnce(String text, int i, Random random) {
    try {
      return replicas
          .any(random)
          .sendWithKey("key " + text, Bodies.text(Events.contact(i % CONTACTS), text));
    } catch (UncheckedIOException broken) {
      outcomes.merge("broken", 1, Integer::sum);
      return null;
    }
  }

  /** Who got no 200 was told that it may be under way, and no more than could be when one died. */
  void assertAtMostOnce(List<ReceivedRequest> sends, int all, int unknown, String as) {
    Map<String, Long> reached =
        sends.stream()
            .map(send -> TEXT.matcher(send.body().toString()))
            .filter(Matcher::find)
            .map(Matcher::group)
            .filter(text -> text.startsWith(run))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(reached).as(as).allSatisfy((text, times) -> assertThat(times).isEqualTo(1));
    assertThat(reached.keySet()).as(as).containsAll(answered.keySet());
    assertThat(all - answered.size()).as("%s, unknown", as).isLessThanOrEqualTo(unknown);
  }

  @Override
  public String toString() {
    return answered.size() + " answered with 200, " + new TreeMap<>(outcomes);
  }
}
