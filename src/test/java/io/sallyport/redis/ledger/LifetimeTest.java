package io.sallyport.redis.ledger;

import static io.sallyport.redis.ledger.Sample.MARKETING;
import static io.sallyport.redis.ledger.Sample.NEW_PHONE;
import static io.sallyport.redis.ledger.Sample.PHONE;
import static io.sallyport.redis.ledger.Sample.USER;
import static io.sallyport.redis.ledger.Sample.inbound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.Verdict;
import io.sallyport.redis.core.Keys;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Plain;
import io.sallyport.testkit.RealRedis;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key has an end from the call that writes it. */
@Concurrent
class LifetimeTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final String NUMBER = Sample.number();
  private static final Names NAMES = Names.of(PHONE);
  private static final Instant AT = Instant.ofEpochSecond(Instant.now().getEpochSecond());

  private final RedisLedger ledger = Sample.ledger(REDIS);

  @BeforeEach
  void emptyRedis() {
    REDIS.run(Command.FLUSHALL);
  }

  /** The end of each key there is. */
  private static List<Duration> lives() {
    List<Duration> lives = new ArrayList<>();
    for (Response key : REDIS.run(Command.KEYS, "*")) {
      long seconds = REDIS.run(Command.TTL, key.toString()).toLong();
      assertThat(seconds).as(key.toString()).isPositive();
      lives.add(Duration.ofSeconds(seconds));
    }
    assertThat(lives).isNotEmpty();
    return lives;
  }

  static Stream<Arguments> observations() {
    return Stream.of(
        arguments(inbound(NUMBER, PHONE)),
        arguments(inbound(NUMBER, PHONE, USER)),
        arguments(new Observation.SendFailed(NUMBER, NAMES, AT, "wamid.1", 131047)),
        arguments(new Observation.SendFailed(NUMBER, NAMES, AT, "wamid.1", 131049)),
        arguments(new Observation.SendFailed(NUMBER, NAMES, AT, "wamid.1", 131050)),
        arguments(Plain.reported(NUMBER, NAMES, AT, "wamid.1", true, null, AT.plusSeconds(60))),
        arguments(new Observation.ConsentStated(NUMBER, NAMES, AT, true, "shop", false)),
        arguments(new Observation.Answered(NUMBER, NAMES, AT)),
        arguments(new Observation.Renamed(NUMBER, NEW_PHONE, NAMES, AT)));
  }

  @ParameterizedTest
  @MethodSource("observations")
  void whatIsObservedHasAnEnd(Observation observation) {
    ledger.observe(List.of(observation)).toCompletionStage().toCompletableFuture().join();

    assertThat(lives()).isNotEmpty();
  }

  @Test
  void whatIsReservedAndCommittedHasAnEnd() {
    Verdict verdict =
        ledger.admit(NUMBER, PHONE, MARKETING).toCompletionStage().toCompletableFuture().join();
    Reservation reservation = ((Verdict.Admitted) verdict).reservation();
    assertThat(lives()).as("contact, number, pair rate").hasSize(3);

    ledger
        .commit(reservation, new Acceptance("wamid.1", List.of(PHONE, USER)))
        .toCompletionStage()
        .toCompletableFuture()
        .join();

    assertThat(lives()).hasSizeGreaterThan(4);
  }

  @Test
  void whatIsHeardOfAMessageToAGroupHasAnEnd() {
    Contact group = new Contact("Y2FwaV9ncm91cDox");
    Verdict verdict =
        ledger.admit(NUMBER, group, MARKETING).toCompletionStage().toCompletableFuture().join();
    Reservation reservation = ((Verdict.Admitted) verdict).reservation();
    ledger
        .commit(reservation, new Acceptance("wamid.1", List.of()))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    int before = lives().size();

    ledger
        .observe(
            List.of(
                new Observation.SendReported(
                    NUMBER, Names.of(group), AT, "wamid.1", true, null, null, PHONE)))
        .toCompletionStage()
        .toCompletableFuture()
        .join();

    assertThat(lives()).hasSize(before + 1);
  }

  @Test
  void whatIsKnownOfANumberHasAnEnd() {
    ledger.cover(NUMBER, false, null).toCompletionStage().toCompletableFuture().join();
    assertThat(lives()).hasSize(1);

    REDIS.run(Command.FLUSHALL);
    ledger
        .observe(new NumberNews.MessagingLimit(NUMBER, AT, "TIER_2K"))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    assertThat(lives()).hasSize(1);
  }

  @Test
  void aStatedConsentOutlivesEverythingElseOfItsContact() {
    ledger
        .observe(List.of(new Observation.ConsentStated(NUMBER, NAMES, AT, false, "shop", false)))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    ledger
        .observe(List.of(inbound(NUMBER, PHONE, USER)))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    var unused =
        ledger.admit(NUMBER, PHONE, MARKETING).toCompletionStage().toCompletableFuture().join();

    long seconds = REDIS.run(Command.TTL, Keys.contact(NUMBER, PHONE)).toLong();

    assertThat(Duration.ofSeconds(seconds)).isGreaterThan(Duration.ofDays(4 * 365));
  }
}
