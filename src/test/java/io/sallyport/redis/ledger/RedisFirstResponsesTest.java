package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.FirstResponses;
import io.sallyport.ledger.FirstResponses.Wait;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Answered;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisFirstResponsesTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Instant THEN = Instant.ofEpochSecond(Instant.now().getEpochSecond() - 3600);
  private static final Contact PHONE = new Contact("16505551234");
  private static final Contact ID = new Contact("US.13491208655302741918");

  private final RedisLedger ledger = Sample.ledger(REDIS);
  private final FirstResponses waits =
      new RedisFirstResponses(new Scripts(REDIS.client()), Duration.ofSeconds(5));
  private final String number = Sample.number();

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static Instant at(long seconds) {
    return THEN.plusSeconds(seconds);
  }

  private void observe(Observation one) {
    await(ledger.observe(List.of(one)));
  }

  private void writes(long seconds, Contact... names) {
    List<Contact> others = List.of(names).subList(1, names.length);
    observe(new Inbound(number, new Names(names[0], others), at(seconds), Via.MESSAGE, false));
  }

  private Wait wait(Contact contact) {
    return await(waits.wait(number, contact));
  }

  private boolean told(Contact contact, long seconds) {
    return await(waits.told(number, contact, at(seconds)));
  }

  @Test
  void aWaitIsToldOnceUntilItIsAnswered() {
    assertThat(wait(PHONE)).isEqualTo(new Wait(PHONE, null, null));
    writes(10, PHONE);
    writes(20, PHONE);
    assertThat(wait(PHONE)).isEqualTo(new Wait(PHONE, at(10), null));
    assertThat(wait(PHONE).isUntold()).isTrue();

    assertThat(told(PHONE, 10)).isTrue();

    assertThat(told(PHONE, 10)).as("by another replica").isFalse();
    assertThat(wait(PHONE).isUntold()).isFalse();
    writes(5, PHONE);
    assertThat(wait(PHONE).isUntold()).as("an older message that was late").isFalse();

    observe(new Answered(number, new Names(PHONE, List.of()), at(15)));

    assertThat(wait(PHONE)).isEqualTo(new Wait(PHONE, at(20), at(10)));
    assertThat(wait(PHONE).isUntold()).isTrue();
    observe(new Answered(number, new Names(PHONE, List.of()), at(30)));
    assertThat(wait(PHONE).isUntold()).isFalse();
  }

  /** Whichever of the two records the other goes into. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itIsOneWaitUnderAllNames(boolean phoneFirst) {
    Contact known = phoneFirst ? PHONE : ID;
    Contact other = phoneFirst ? ID : PHONE;
    writes(10, known);
    assertThat(told(known, 10)).isTrue();
    writes(20, other);
    writes(30, ID, PHONE);

    assertThat(wait(PHONE)).isEqualTo(wait(ID));
    assertThat(wait(ID).since()).isEqualTo(at(10));
    assertThat(wait(ID).isUntold()).isFalse();
    assertThat(told(other, 10)).isFalse();
  }

  @Test
  void nothingIsKeptOfWhoIsForgotten() {
    writes(10, PHONE);
    await(ledger.forget(number, PHONE));

    assertThat(told(PHONE, 10)).isFalse();

    assertThat(REDIS.run(Command.EXISTS, Keys.contact(number, PHONE)).toInteger()).isZero();
  }
}
