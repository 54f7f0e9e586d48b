package io.sallyport.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.account.ListedNumber;
import io.sallyport.account.Listing;
import io.sallyport.account.Wabas;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.VirtualTime;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Meta lists of a WABA's numbers is kept, and told where it is new. */
class DiscoveryTest {

  private static final String WABA = "102290129340400";
  private static final String FIRST = "106540352242930";
  private static final String SECOND = "106540352242931";

  private final VirtualTime time = new VirtualTime();
  private final KeptEntries store = new KeptEntries(100);
  private final Wabas wabas =
      new Wabas(
          ConfiguredNumbers.numbers(
              Map.of("sallyport.wabas.\"" + WABA + "\".access-token", "EAA")));
  private final Directory directory =
      new Directory(
          store,
          SecretSeal.of(List.of()),
          wabas,
          ConfiguredNumbers.clients(Map.of()),
          (RelayTargets) never(RelayTargets.class));
  private final List<NumberNews> told = new ArrayList<>();
  private Uni<List<ListedNumber>> meta = listing("TIER_250");
  private final Discovery discovery =
      new Discovery(
          (wabaId, token) -> Uni.createFrom().deferred(() -> meta),
          directory,
          wabas,
          ledger(),
          time::now);

  private static Object never(Class<?> port) {
    return Proxy.newProxyInstance(
        port.getClassLoader(),
        new Class<?>[] {port},
        (proxy, method, arguments) -> {
          throw new AssertionError(method.getName());
        });
  }

  private LedgerUpdates ledger() {
    return (LedgerUpdates)
        Proxy.newProxyInstance(
            LedgerUpdates.class.getClassLoader(),
            new Class<?>[] {LedgerUpdates.class},
            (proxy, method, arguments) -> {
              told.add((NumberNews) arguments[0]);
              return Future.succeededFuture();
            });
  }

  private static Uni<List<ListedNumber>> listing(String limit) {
    return Uni.createFrom().item(List.of(number(FIRST, limit), number(SECOND, null)));
  }

  private static ListedNumber number(String id, String limit) {
    return new ListedNumber(id, null, null, null, false, "STANDARD", limit, null);
  }

  private Listing ask() {
    return discovery.ask(WABA).await().indefinitely();
  }

  private Instant goneSince(String id) {
    return wabas.listing(WABA).orElseThrow().byId().get(id).goneSince();
  }

  @Test
  void whatMetaListsIsKeptForEveryReplicaAndALimitIsNewsOnce() {
    ask();
    Wabas others = new Wabas(ConfiguredNumbers.numbers(Map.of()));
    Directory other =
        new Directory(
            store,
            SecretSeal.of(List.of()),
            others,
            ConfiguredNumbers.clients(Map.of()),
            (RelayTargets) never(RelayTargets.class));
    other.follow().await().indefinitely();

    assertThat(others.listing(WABA).orElseThrow().byId()).containsOnlyKeys(FIRST, SECOND);
    assertThat(told).containsExactly(new NumberNews.MessagingLimit(FIRST, time.now(), "TIER_250"));
    time.travel(Duration.ofMinutes(15));
    ask();
    assertThat(told).hasSize(1);
    meta = Uni.createFrom().item(List.of(number(FIRST, "TIER_250")));
    ask();
    assertThat(told).as("something else has changed").hasSize(1);
    meta = listing("TIER_2K");
    ask();
    assertThat(told).hasSize(2);
  }

  @Test
  void whatHasNotChangedIsNotWritten() {
    ask();
    Instant at = wabas.listing(WABA).orElseThrow().at();
    time.travel(Duration.ofMinutes(15));

    assertThat(ask().at()).isEqualTo(time.now());

    assertThat(wabas.listing(WABA).orElseThrow().at()).isEqualTo(at);
  }

  @Test
  void aNumberIsGoneSinceItWasMissedFirstAndIsBackWhenItIsListed() {
    ask();
    meta = Uni.createFrom().item(List.of(number(FIRST, "TIER_250")));
    time.travel(Duration.ofMinutes(15));
    Instant missed = time.now();
    ask();
    time.travel(Duration.ofHours(20));
    ask();

    assertThat(goneSince(SECOND)).isEqualTo(missed.truncatedTo(ChronoUnit.MILLIS));
    meta = listing("TIER_250");
    ask();
    assertThat(goneSince(SECOND)).isNull();
  }

  @Test
  void whileMetaRefusesTheLastListingStandsAndTheReasonIsTold() {
    ask();
    meta = Uni.createFrom().failure(new NumberSource.Refused("Meta answered 400: No."));

    assertThat(
            discovery
                .ask(WABA)
                .map(listed -> "")
                .onFailure()
                .recoverWithItem(failure -> String.valueOf(failure.getMessage()))
                .await()
                .indefinitely())
        .isEqualTo("Meta answered 400: No.");
    assertThat(discovery.problem(WABA)).isEqualTo("Meta answered 400: No.");
    assertThat(wabas.listing(WABA).orElseThrow().byId()).hasSize(2);
    meta = listing("TIER_250");
    ask();
    assertThat(discovery.problem(WABA)).isNull();
  }

  /** Who asks is told whose fault it is. */
  @Test
  void thatMetaIsSilentIsToldApartFromASilentStore() {
    meta = Uni.createFrom().failure(new IllegalStateException("no answer"));
    assertThat(failure()).isInstanceOf(NumberSource.Unavailable.class);
    assertThat(discovery.problem(WABA)).isEqualTo("IllegalStateException");

    meta = listing("TIER_250");
    store.isSilent = true;
    assertThat(failure())
        .isNotInstanceOfAny(NumberSource.Unavailable.class, NumberSource.Refused.class);
  }

  private Throwable failure() {
    return discovery
        .ask(WABA)
        .map(listed -> (Throwable) new AssertionError("listed"))
        .onFailure()
        .recoverWithItem(failure -> failure)
        .await()
        .indefinitely();
  }
}
