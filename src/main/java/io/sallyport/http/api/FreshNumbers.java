package io.sallyport.http.api;

import io.sallyport.account.NumberStates;
import io.sallyport.account.Numbers;
import io.sallyport.ledger.NumberState;
import io.sallyport.ledger.Records;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The states of all numbers, a few seconds old; of so many numbers that reading them would take
 * long, as they were last read in turn.
 */
@Singleton
final class FreshNumbers {

  private static final int MOST_READ = 1000;
  private static final int AT_ONCE = 32;
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final Numbers numbers;
  private final NumberStates states;
  private final Uni<Void> read;

  FreshNumbers(Numbers numbers, NumberStates states, Records records) {
    this.numbers = numbers;
    this.states = states;
    this.read =
        Uni.createFrom()
            .deferred(
                () -> {
                  List<Uni<NumberState>> all =
                      numbers.ids().stream().map(id -> read(id, records)).toList();
                  return all.isEmpty() || all.size() > MOST_READ
                      ? Uni.createFrom().voidItem()
                      : Uni.join()
                          .all(all)
                          .usingConcurrencyOf(AT_ONCE)
                          .andFailFast()
                          .replaceWithVoid();
                })
            // However often it is read, the store is asked once in this time.
            .memoize()
            .forFixedDuration(FRESH);
  }

  private Uni<NumberState> read(String id, Records records) {
    return Uni.createFrom()
        .deferred(() -> UniHelper.toUni(records.number(id)))
        .invoke(state -> states.put(id, state));
  }

  /** By phone number id; fails when the store does not answer. */
  Uni<Map<String, NumberState>> read() {
    return read.map(done -> known());
  }

  /** As last read. */
  Map<String, NumberState> known() {
    Map<String, NumberState> all = new TreeMap<>();
    numbers.ids().forEach(id -> states.last(id).ifPresent(state -> all.put(id, state)));
    return all;
  }
}
