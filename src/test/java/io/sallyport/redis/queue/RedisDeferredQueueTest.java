package io.sallyport.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.instead.DeferredQueue.Claim;
import io.sallyport.instead.DeferredQueue.Waiting;
import io.sallyport.instead.DeferredSend;
import io.sallyport.instead.DeferredState.State;
import io.sallyport.instead.SendEnd;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.ledger.Sample;
import io.sallyport.rule.Endpoint;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What waits is told of until it has ended, whoever has it in hand. */
@Concurrent
class RedisDeferredQueueTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private final String number = Sample.number();
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  private Duration offset = Duration.ZERO;
  private final RedisDeferredQueue queue =
      new RedisDeferredQueue(
          new Scripts(REDIS.client()), new Clock(() -> offset), Duration.ofSeconds(5));

  private static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  private DeferredSend add(int priority) {
    Instant now = Instant.now().plus(offset);
    DeferredSend send =
        new DeferredSend(
            UUID.randomUUID().toString(),
            "digest",
            new Contact("16505551234"),
            null,
            Endpoint.MESSAGES,
            "/" + number + "/messages",
            List.of(),
            "crm",
            "key",
            BODY,
            BODY,
            now,
            now.plusSeconds(3600),
            List.of(),
            0);
    done(queue.add(number, send, now, priority));
    return send;
  }

  private Waiting waiting() {
    return done(queue.waiting(number));
  }

  @Test
  void nothingWaitsAtFirst() {
    assertThat(waiting()).isEqualTo(new Waiting(0, null, 0, 0));
  }

  @Test
  void tellsHowManyWaitAndSinceWhen() {
    Instant before = Instant.now().minusMillis(5);
    DeferredSend first = add(1);
    offset = Duration.ofSeconds(100);
    DeferredSend second = add(2);

    assertThat(waiting().sends()).isEqualTo(2);
    assertThat(waiting().since()).isBetween(before, before.plusSeconds(5));

    assertThat(claim()).isInstanceOf(Claim.Taken.class);
    done(queue.putBack(number, first.id(), first.giveUpAt()));
    assertThat(waiting().sends()).isEqualTo(2);

    claim();
    assertThat(done(queue.cancel(number, first.id()))).isTrue();
    assertThat(waiting().sends()).isEqualTo(1);
    assertThat(waiting().since()).isAfter(before.plusSeconds(90));

    done(queue.end(number, second.id(), new SendEnd(State.SENT, null, 200, "{}")));
    assertThat(waiting()).isEqualTo(new Waiting(0, null, 0, 0));
  }

  private Claim claim() {
    return done(queue.claim(number));
  }

  @Test
  void aClaimTellsWhenThereIsMore() {
    assertThat(claim()).isEqualTo(new Claim.None(null, false));

    DeferredSend send = add(1);
    Instant later = send.since().plusSeconds(10).truncatedTo(ChronoUnit.MILLIS);
    assertThat(claim()).isInstanceOf(Claim.Taken.class);
    assertThat(((Claim.None) claim()).nextAt())
        .as("when the claim ends")
        .isBetween(later.plusSeconds(49), later.plusSeconds(55));

    done(queue.putBack(number, send.id(), later));
    assertThat(claim()).isEqualTo(new Claim.None(later, false));

    add(2);
    assertThat(claim()).isInstanceOf(Claim.Taken.class);
    assertThat(claim()).isEqualTo(new Claim.None(later, false));

    offset = Duration.ofSeconds(10);
    DeferredSend again = ((Claim.Taken) claim()).send();
    assertThat(again.id()).isEqualTo(send.id());
    assertThat(again.tries()).isEqualTo(1);
  }

  @Test
  void aSendWhoseRecordIsLostIsInNobodysWay() {
    DeferredSend lost = add(1);
    REDIS.run(Command.DEL, QueueKeys.deferred(number, lost.id()));
    add(2);

    assertThat(((Claim.None) claim()).nextAt()).isBeforeOrEqualTo(Instant.now().plusSeconds(5));
    assertThat(claim()).isInstanceOf(Claim.Taken.class);
  }

  @Test
  void everythingHasAnEnd() {
    add(1);

    for (Response key : REDIS.run(Command.KEYS, "*{" + number + "}*")) {
      assertThat(REDIS.run(Command.TTL, key.toString()).toLong()).as(key + "").isPositive();
    }
  }
}
