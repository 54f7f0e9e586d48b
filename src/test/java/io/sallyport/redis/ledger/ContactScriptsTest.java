package io.sallyport.redis.ledger;

import static io.sallyport.redis.ledger.Sample.FREE_FORM;
import static io.sallyport.redis.ledger.Sample.MARKETING;
import static io.sallyport.redis.ledger.Sample.NEW_PHONE;
import static io.sallyport.redis.ledger.Sample.PHONE;
import static io.sallyport.redis.ledger.Sample.USER;
import static io.sallyport.redis.ledger.Sample.inbound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Verdict;
import io.sallyport.redis.core.Keys;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.redis.client.Command;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Steps that go to where a contact's record is. */
@Concurrent
class ContactScriptsTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private final String number = Sample.number();
  private final RedisLedger ledger = Sample.ledger(REDIS);

  private void isAliasOf(Contact name, Contact other) {
    REDIS.run(Command.HSET, Keys.names(number, name), name.id(), other.id());
  }

  private Verdict admit(Contact contact) {
    return ledger
        .admit(number, contact, FREE_FORM)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @Test
  void anAliasOfAnAliasIsFollowed() {
    ledger
        .observe(List.of(inbound(number, PHONE)))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    isAliasOf(USER, NEW_PHONE);
    isAliasOf(NEW_PHONE, PHONE);

    assertThat(admit(USER))
        .isInstanceOfSatisfying(
            Verdict.Admitted.class,
            admitted -> {
              assertThat(admitted.window().state()).isEqualTo(Window.State.OPEN);
              assertThat(admitted.reservation().contact()).isEqualTo(USER);
            });
  }

  @Test
  void aSendToNamesThatLeadInACircleIsUndecided() {
    isAliasOf(PHONE, USER);
    isAliasOf(USER, PHONE);

    assertThat(admit(PHONE)).isEqualTo(new Verdict.Undecided());
    assertThat(
            ledger.admit(number, USER, MARKETING).toCompletionStage().toCompletableFuture().join())
        .isEqualTo(new Verdict.Undecided());
  }

  @Test
  void anObservationOfNamesThatLeadInACircleIsNotStored() {
    isAliasOf(PHONE, USER);
    isAliasOf(USER, PHONE);

    assertThatThrownBy(
            () ->
                ledger
                    .observe(List.of(inbound(number, PHONE)))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join())
        .hasMessageContaining("names lead in a circle");
    assertThat(REDIS.run(Command.EXISTS, Keys.contact(number, PHONE)).toInteger()).isZero();
    assertThat(REDIS.run(Command.EXISTS, Keys.contact(number, USER)).toInteger()).isZero();
  }

  @Test
  void moreObservationsThanGoAtOnceAreAllStored() {
    List<Observation> many =
        IntStream.range(0, 200)
            .<Observation>mapToObj(i -> inbound(number, new Contact("1650555" + (1000 + i))))
            .toList();

    ledger.observe(many).toCompletionStage().toCompletableFuture().join();

    assertThat(many)
        .allSatisfy(
            one ->
                assertThat(
                        REDIS
                            .run(Command.EXISTS, Keys.contact(number, one.contact().first()))
                            .toInteger())
                    .isEqualTo(1));
  }

  /** The second observation finds the alias that the first one made in the same batch. */
  @Test
  void observationsOfOneBatchFollowTheNamesTheyTeach() {
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());

    ledger
        .observe(
            List.of(
                new Observation.Renamed(number, PHONE, Names.of(NEW_PHONE), now.minusSeconds(60)),
                inbound(number, USER, NEW_PHONE),
                inbound(number, USER)))
        .toCompletionStage()
        .toCompletableFuture()
        .join();

    assertThat(admit(NEW_PHONE)).isInstanceOf(Verdict.Admitted.class);
    assertThat(REDIS.run(Command.EXISTS, Keys.contact(number, USER)).toInteger()).isZero();
  }

  @Test
  void noObservationsAreStoredAtOnce() {
    assertThat(ledger.observe(List.of()).toCompletionStage().toCompletableFuture().join())
        .isEmpty();
  }
}
