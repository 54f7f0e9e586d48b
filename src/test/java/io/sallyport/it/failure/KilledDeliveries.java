package io.sallyport.it.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Crm;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.RelayWorld;
import io.sallyport.testkit.Replicas;
import io.sallyport.testkit.Scenario;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Webhooks of a Meta that delivers again on anything but 200, and now and then after it. The next
 * of a contact goes out after the 200 of the one before.
 */
final class KilledDeliveries {

  private static final int CONTACTS = 40;
  private static final Pattern TEXT = Pattern.compile("hook (\\d+) of (\\d+)\\.");

  private final RelayWorld world;
  private final Replicas replicas;
  private final String run;
  private final Map<String, Integer> told = new ConcurrentHashMap<>();
  private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();

  KilledDeliveries(RelayWorld world, Replicas replicas, int run) {
    this.world = world;
    this.replicas = replicas;
    this.run = "run " + run + " ";
  }

  /**
   * Delivers the next webhook of a contact of this caller.
   *
   * @param caller of so many
   */
  void deliver(int caller, int callers, Random random) {
    int mine = CONTACTS / callers;
    String contact = Events.contact(5_000 + caller * mine + random.nextInt(mine));
    int number = told.getOrDefault(contact, 0) + 1;
    String payload =
        Events.delivery(RelayWorld.says(contact, run + "hook " + number + " of " + contact + "."))
            .encode();
    for (int status = 0; status != 200; status = tryOnce(payload, random)) {
      KillIT.pause(status == 0 ? 0 : 20 + random.nextInt(30));
    }
    told.put(contact, number);
    if (random.nextInt(20) == 0) {
      tryOnce(payload, random);
    }
  }

  /** -1 when the connection breaks, or there is none. */
  private int tryOnce(String payload, Random random) {
    int status;
    try {
      status = world.deliver(replicas.any(random), payload).status();
    } catch (UncheckedIOException broken) {
      status = -1;
    }
    outcomes.merge(status < 0 ? "broken" : status + "", 1, Integer::sum);
    return status;
  }

  /** The first arrival of each counts: what was under way when a replica died comes twice. */
  void assertAllInOrder(Crm crm, String as) {
    int all = told.values().stream().mapToInt(Integer::intValue).sum();
    Scenario.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () ->
                assertThat(crm.taken(run).stream().map(Crm.Received::text).distinct())
                    .as(as)
                    .hasSize(all));
    Map<String, List<Integer>> numbers =
        crm.taken(run).stream()
            .map(got -> TEXT.matcher(got.text()))
            .filter(Matcher::find)
            .map(found -> Map.entry(found.group(2), Integer.valueOf(found.group(1))))
            .distinct()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    told.forEach(
        (contact, many) ->
            assertThat(numbers.get(contact))
                .as("%s, %s", as, contact)
                .isEqualTo(IntStream.rangeClosed(1, many).boxed().toList()));
  }

  String arrivals(Crm crm) {
    return "arrived " + crm.taken(run).size();
  }

  @Override
  public String toString() {
    return new TreeMap<>(outcomes).toString();
  }
}
