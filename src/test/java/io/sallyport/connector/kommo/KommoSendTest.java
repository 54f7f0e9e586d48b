package io.sallyport.connector.kommo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.account.ConfiguredNumbers;
import io.sallyport.connector.kommo.KommoSend.Origin;
import io.sallyport.ledger.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A manager is told within a minute that nothing can be sent. */
class KommoSendTest {

  private static final Ending.Wait TROUBLE = new Ending.Wait(Ending.SOON, true);
  private static final Ending.Wait RATE = new Ending.Wait(Ending.SOON, false);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final VirtualTime time = new VirtualTime();
  private final KommoAccount account = Configured.account();
  private final KommoSend sends =
      new KommoSend(
          null,
          time::now,
          ConfiguredNumbers.of(ConfiguredNumbers.sample()),
          ConfiguredNumbers.clients(Configured.properties(Configured.SECRET)),
          Configured.config(Configured.SECRET));

  private Origin hook(String id, Duration age) {
    return new Origin(account, id, age);
  }

  private boolean mayWait(String id, Duration age) {
    return sends.mayWait(hook(id, age));
  }

  private void waits(String id, Ending.Wait wait) {
    sends.waits(hook(id, Duration.ZERO), wait);
  }

  @Test
  void aMessageIsTriedForLessThanAMinute() {
    waits("one", TROUBLE);
    time.travel(Duration.ofSeconds(50));
    assertThat(mayWait("one", Duration.ofSeconds(50))).isTrue();

    // Nothing is tried again after that, which may itself take a moment.
    time.travel(Duration.ofSeconds(8));
    assertThat(mayWait("one", Duration.ofSeconds(58))).isFalse();
  }

  @Test
  void theNextOfItsChatIsNotTriedForAnotherMinute() {
    waits("one", TROUBLE);
    time.travel(MINUTE);

    assertThat(mayWait("next", MINUTE)).isFalse();
    assertThat(mayWait("new", Duration.ofSeconds(1))).isTrue();
  }

  /** Such as a file that cannot be fetched, while texts are sent. */
  @Test
  void whatDoesNotWorkIsNotTriedForLongerBecauseOthersGetThrough() {
    waits("one", TROUBLE);
    for (int second = 0; second < 60; second += 10) {
      time.travel(Duration.ofSeconds(10));
      sends.works(account);
      waits("one", TROUBLE);
    }

    assertThat(mayWait("one", MINUTE)).isFalse();
    assertThat(mayWait("next", MINUTE)).isTrue();
    sends.ended(account, "one");
    assertThat(mayWait("one", MINUTE)).isTrue();
  }

  @Test
  void oneThatHasWaitedForItsTurnIsNotGivenUpForTheFirstTrouble() {
    waits("one", RATE);
    time.travel(MINUTE);

    assertThat(mayWait("one", MINUTE)).isTrue();
    waits("one", TROUBLE);
    time.travel(Duration.ofSeconds(30));
    assertThat(mayWait("one", MINUTE.plusSeconds(30))).isTrue();
  }
}
