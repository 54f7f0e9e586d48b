package io.sallyport.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.instead.ParkedRelease;
import io.sallyport.instead.ParkedSends;
import io.sallyport.ledger.Leaving;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever lets parked sends out, the CRM hears of the message after that. */
class ParkedFirstTest {

  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger releases = new AtomicInteger();
  private final AtomicInteger untold = new AtomicInteger();
  private final List<Object> told = new ArrayList<>();

  /** Another has claimed what is parked, for so many looks. */
  private ParkedFirst first(int many) {
    ParkedSends sends =
        (ParkedSends)
            Proxy.newProxyInstance(
                ParkedSends.class.getClassLoader(),
                new Class<?>[] {ParkedSends.class},
                (it, called, with) -> {
                  if (called.getName().equals("isOnItsWay")) {
                    return Future.succeededFuture(looks.incrementAndGet() <= many);
                  }
                  if (called.getName().equals("isUntold")) {
                    return Future.succeededFuture(untold.getAndDecrement() > 0);
                  }
                  if (called.getName().equals("told")) {
                    told.addAll((Collection<?>) with[1]);
                    return Future.failedFuture("Redis is away");
                  }
                  releases.incrementAndGet();
                  return Future.succeededFuture();
                });
    return new ParkedFirst(
        ConfiguredNumbers.of(ConfiguredNumbers.many(1)), new ParkedRelease(null, sends, null));
  }

  private List<Leaving> leaving() {
    return List.of(leaving(false));
  }

  private Leaving leaving(boolean hasBegun) {
    String number = ConfiguredNumbers.of(ConfiguredNumbers.many(1)).ids().iterator().next();
    return new Leaving(number, "16505551234", hasBegun);
  }

  @Test
  void whatAnotherHasClaimedIsWaitedFor() {
    first(3).leave(leaving()).await().atMost(Duration.ofSeconds(30));

    assertThat(looks).hasValue(4);
  }

  @Test
  void whatHasLeftIsLookedAtOnce() {
    first(0).leave(leaving()).await().atMost(Duration.ofSeconds(30));

    assertThat(looks).hasValue(1);
  }

  /** Of two messages right after another, or one that is delivered twice. */
  @Test
  void whatAnEarlierMessageLetsOutIsWaitedForOnly() {
    first(3).leave(List.of(leaving(true))).await().atMost(Duration.ofSeconds(30));

    assertThat(looks).hasValue(4);
    assertThat(releases).hasValue(0);
  }

  /** All has left by then, but the CRM might hear of the second before the first. */
  @Test
  void anEarlierMessageIsWaitedForUntilTheCrmHearsOfIt() {
    untold.set(2);

    first(0).leave(List.of(leaving(true))).await().atMost(Duration.ofSeconds(30));

    assertThat(looks).hasValue(3);
  }

  @Test
  void onlyWhoLetsOutTells() {
    ParkedFirst first = first(0);

    first.told(List.of(leaving(true))).await().atMost(Duration.ofSeconds(30));
    assertThat(told).isEmpty();
    first.told(List.of(leaving(false))).await().atMost(Duration.ofSeconds(30));
    assertThat(told).containsExactly("16505551234");
  }

  @Test
  void oneDeliveryOfBothLetsItOut() {
    first(0).leave(List.of(leaving(false), leaving(true))).await().atMost(Duration.ofSeconds(30));

    assertThat(releases).hasValue(1);
    assertThat(looks).hasValue(1);
  }

  @Test
  void whatNeverEndsIsWaitedForSomeSeconds() {
    first(Integer.MAX_VALUE).leave(leaving()).await().atMost(Duration.ofSeconds(30));

    assertThat(looks.get()).isGreaterThan(2);
  }
}
