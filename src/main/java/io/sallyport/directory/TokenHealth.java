package io.sallyport.directory;

import io.sallyport.account.Numbers;
import io.sallyport.account.Secret;
import io.sallyport.event.Announcer;
import io.sallyport.ledger.SharedClock;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What Meta says of every access token, and the event {@code token.expiring}, 7 days and 1 day
 * before the end of a WABA's.
 */
@Singleton
public final class TokenHealth {

  private static final int[] DAYS = {1, 7};

  /** Longer than from the first mark to the end. */
  private static final Duration TOLD = Duration.ofDays(9);

  private final TokenSource source;
  private final DirectoryStore store;
  private final Announcer announcer;
  private final Numbers numbers;
  private final SharedClock clock;
  private final Map<Secret<String>, TokenState> states = new ConcurrentHashMap<>();
  private volatile Map<Secret<String>, List<String>> wabasByToken = Map.of();

  public TokenHealth(
      TokenSource source,
      DirectoryStore store,
      Announcer announcer,
      Numbers numbers,
      SharedClock clock) {
    this.source = source;
    this.store = store;
    this.announcer = announcer;
    this.numbers = numbers;
    this.clock = clock;
  }

  /** What was last said of a token; {@link TokenState#UNKNOWN} before the first answer. */
  public TokenState state(@Nullable Secret<String> token) {
    return token == null ? TokenState.UNKNOWN : states.getOrDefault(token, TokenState.UNKNOWN);
  }

  /** Looks anew which tokens there are, by the keys of the configuration that name them. */
  public synchronized Map<String, Secret<String>> look() {
    Map<String, Secret<String>> byKey = new TreeMap<>();
    numbers.secrets().forEach(token -> byKey.put(token.key(), token));
    Map<Secret<String>, List<String>> owners = new HashMap<>();
    numbers
        .tokenByReadableWaba()
        .forEach(
            (wabaId, token) ->
                owners.computeIfAbsent(token, first -> new ArrayList<>()).add(wabaId));
    states.keySet().retainAll(new HashSet<>(byKey.values()));
    wabasByToken = owners;
    return byKey;
  }

  /** The WABAs whose token this is, as {@link #look} found them. */
  public List<String> wabasWith(Secret<String> token) {
    return wabasByToken.getOrDefault(token, List.of());
  }

  /**
   * Asks Meta about a token.
   *
   * @return fails when the event could not be queued, or the store did not answer
   */
  public Uni<Void> ask(Secret<String> token) {
    return source
        .state(token.get())
        .invoke(state -> states.put(token, state))
        .chain(state -> announce(token, state));
  }

  private Uni<Void> announce(Secret<String> token, TokenState state) {
    @Nullable Instant end = state.expiresAt();
    if (end == null) {
      return Uni.createFrom().voidItem();
    }
    Uni<Void> told = Uni.createFrom().voidItem();
    for (String wabaId : wabasWith(token)) {
      told = told.chain(() -> announce(wabaId, end));
    }
    return told;
  }

  /** Of both marks only the nearer, if both have passed. */
  private Uni<Void> announce(String wabaId, Instant end) {
    for (int days : DAYS) {
      Instant mark = end.minus(Duration.ofDays(days));
      if (!clock.now().isBefore(mark)) {
        String what = "token-expiring:" + end.getEpochSecond() + ":" + days;
        return store
            .isTold(wabaId, what)
            .chain(
                isTold ->
                    isTold
                        ? Uni.createFrom().voidItem()
                        : announcer
                            .tokenExpires(wabaId, mark, end, days)
                            .chain(() -> store.told(wabaId, what, TOLD)));
      }
    }
    return Uni.createFrom().voidItem();
  }
}
