package io.sallyport.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.Secret;
import io.sallyport.directory.TokenState.Validity;
import io.sallyport.event.Announcer;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.relay.Attempt;
import io.sallyport.relay.Letter;
import io.sallyport.relay.Occasional;
import io.sallyport.relay.Relay;
import io.sallyport.relay.RelaySettings;
import io.sallyport.relay.RelayStore;
import io.sallyport.relay.RelayStore.Queued;
import io.sallyport.relay.Target;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who runs the gateway is told in time that a token ends, and once. */
class TokenHealthTest {

  private static final String WABA = "102290129340398";
  private static final Duration LONG = Duration.ofDays(1);

  private final VirtualTime time = new VirtualTime();
  private final List<JsonObject> told = new ArrayList<>();
  private final KeptEntries store = new KeptEntries(100);
  private final Instant end = time.second().plus(Duration.ofDays(30));
  private boolean areTargetsKnown = true;
  private TokenState state = new TokenState(Validity.VALID, end, List.of());
  private TokenHealth tokens;

  @BeforeEach
  void start() {
    tokens = replica();
  }

  /** Another one has the same store. */
  private TokenHealth replica() {
    Target target = new Target("ops", Set.of(), Set.of(), Set.of("token.expiring"));
    RelaySettings settings = new RelaySettings(LONG, LONG, LONG, LONG, LONG);
    Relay relay =
        new Relay(
            Occasional.NONE,
            queue(),
            (to, letter) -> Uni.createFrom().item(Attempt.delivered()),
            settings,
            () -> 0,
            event -> {});
    relay.put(target);
    return new TokenHealth(
        token -> Uni.createFrom().item(state),
        store,
        new Announcer(relay, time::now, () -> areTargetsKnown),
        ConfiguredNumbers.of(ConfiguredNumbers.sample()),
        time::now);
  }

  /** Takes letters, and nothing else. */
  private RelayStore queue() {
    return (RelayStore)
        Proxy.newProxyInstance(
            RelayStore.class.getClassLoader(),
            new Class<?>[] {RelayStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("queue")) {
                told.add(new JsonObject(new String(((Letter) arguments[1]).body())));
                return Uni.createFrom().item(Queued.QUEUED);
              }
              return Uni.createFrom().failure(new UnsupportedOperationException());
            });
  }

  private boolean ask(TokenHealth replica) {
    Map<String, Secret<String>> all = replica.look();
    return replica
        .ask(all.values().iterator().next())
        .replaceWith(true)
        .onFailure()
        .recoverWithItem(false)
        .await()
        .indefinitely();
  }

  private void ask() {
    assertThat(ask(tokens)).isTrue();
  }

  private static JsonObject event(Instant at, Instant end, int days) {
    return JsonObject.of("type", "token.expiring", "timestamp", at.toString())
        .put("data", JsonObject.of("waba_id", WABA, "expires_at", end.toString(), "days", days));
  }

  @Test
  void sevenDaysAndOneDayBeforeTheEndIsToldOnceByAllReplicas() {
    TokenHealth other = replica();
    ask();
    time.standAt(end.minus(Duration.ofDays(7)), Duration.ofMillis(-1));
    ask();
    assertThat(told).isEmpty();

    time.standAt(end.minus(Duration.ofDays(7)), Duration.ZERO);
    ask();
    ask();
    assertThat(ask(other)).isTrue();
    assertThat(told).containsExactly(event(end.minus(Duration.ofDays(7)), end, 7));

    time.standAt(end.minus(Duration.ofDays(1)), Duration.ofHours(3));
    ask();
    ask();
    assertThat(told).hasSize(2);
    assertThat(told.get(1)).isEqualTo(event(end.minus(Duration.ofDays(1)), end, 1));
  }

  @Test
  void ofBothMarksOnlyTheNearerIsTold() {
    time.standAt(end.minus(Duration.ofHours(2)), Duration.ZERO);

    ask();

    assertThat(told).containsExactly(event(end.minus(Duration.ofDays(1)), end, 1));
  }

  @Test
  void aTokenThatWasReplacedHasItsOwnMarks() {
    time.standAt(end.minus(Duration.ofDays(7)), Duration.ZERO);
    ask();
    Instant later = end.plus(Duration.ofDays(1));
    state = new TokenState(Validity.VALID, later, List.of());
    time.standAt(later.minus(Duration.ofDays(7)), Duration.ZERO);

    ask();

    assertThat(told).hasSize(2);
  }

  @Test
  void whileTheTargetsAreNotKnownNothingCountsAsTold() {
    time.standAt(end.minus(Duration.ofDays(7)), Duration.ZERO);
    areTargetsKnown = false;

    assertThat(ask(tokens)).as("is to be asked again").isFalse();
    areTargetsKnown = true;
    ask();

    assertThat(told).hasSize(1);
  }

  @Test
  void oneThatDoesNotEndIsNotTold() {
    state = new TokenState(Validity.VALID, null, List.of());
    time.standAt(end, Duration.ZERO);

    ask();

    assertThat(told).isEmpty();
  }
}
