package io.sallyport.redis.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.relay.Claim;
import io.sallyport.relay.Letter;
import io.sallyport.relay.Letters;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.vertx.redis.client.Command;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a letter that waits, and the memory of one that came, cost in Redis; prints both. */
@Concurrent
class RelayFootprintTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final int LETTERS = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Test
  void aLetterTakesAKilobyteMoreThanItsBytes() {
    String target = "t" + UUID.randomUUID();
    RedisRelay relay =
        new RedisRelay(
            new Scripts(REDIS.client()),
            new Clock(() -> Duration.ZERO),
            PATIENCE,
            LETTERS,
            Duration.ofDays(7),
            Duration.ofSeconds(30));
    String signature = "sha256=" + "0123456789abcdef".repeat(4);
    int length = 0;
    for (int i = 0; i < LETTERS; i++) {
      byte[] body = ("{" + i + "x".repeat(600) + "}").getBytes(StandardCharsets.UTF_8);
      length += body.length;
      String contact = "1650555" + (1000 + i % 1000);
      relay
          .queue(target, Letter.of(body, signature, "application/json"), Letters.of(contact))
          .await()
          .atMost(PATIENCE);
    }
    String from = Claim.START;
    Claim claim;
    do {
      claim = relay.take(target, from).await().atMost(PATIENCE);
      from = claim.cursor();
    } while (!claim.letters().isEmpty());

    double overhead = (double) (memory(QueueKeys.relayQueue(target)) - length) / LETTERS;
    double known = (double) memory(QueueKeys.relayKnown(target)) / LETTERS;

    System.out.printf(
        "a letter that waits: its bytes and %.0f; an event id remembered: %.0f%n", overhead, known);
    assertThat(overhead).isLessThan(1_300);
    assertThat(known).isLessThan(200);
  }

  private static long memory(String key) {
    return REDIS.run(Command.MEMORY, "USAGE", key, "SAMPLES", "0").toLong();
  }
}
