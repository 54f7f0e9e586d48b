package io.sallyport.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.instead.ParkedRelease;
import io.sallyport.instead.ParkedSends;
import io.sallyport.ledger.Leaving;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whoever lets parked sends out, the CRM hears of the message after that. */
class ParkedFirstTest {

  private final AtomicInteger looks = new AtomicInteger();

  /** Another has claimed what is parked, for so many looks. */
  private ParkedFirst first(int many) {
    ParkedSends sends =
        (ParkedSends)
            Proxy.newProxyInstance(
                ParkedSends.class.getClassLoader(),
                new Class<?>[] {ParkedSends.class},
                (it, called, with) ->
                    called.getName().equals("isOnItsWay")
                        ? Future.succeededFuture(looks.incrementAndGet() <= many)
                        : Future.succeededFuture());
    return new ParkedFirst(
        ConfiguredNumbers.of(ConfiguredNumbers.many(1)), new ParkedRelease(null, sends, null));
  }

  private List<Leaving> leaving() {
    String number = ConfiguredNumbers.of(ConfiguredNumbers.many(1)).ids().iterator().next();
    return List.of(new Leaving(number, "16505551234"));
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

  @Test
  void whatNeverEndsIsWaitedForSomeSeconds() {
    first(Integer.MAX_VALUE).leave(leaving()).await().atMost(Duration.ofSeconds(30));

    assertThat(looks.get()).isGreaterThan(2);
  }
}
