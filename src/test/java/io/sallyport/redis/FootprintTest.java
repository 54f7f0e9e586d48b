package io.sallyport.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.admission.Observation;
import io.sallyport.admission.Verdict;
import io.sallyport.contact.Contact;
import io.sallyport.policy.PolicySettings.Marketing;
import io.sallyport.policy.Terms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much of Redis's memory a contact takes, keys, lifetimes and tables included. */
class FootprintTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final String NUMBER = "106540352242922";
  private static final int CONTACTS = Integer.getInteger("contacts", 20_000);
  private static final Marketing TWO_A_DAY =
      new Marketing(2, Duration.ofHours(24), true, Duration.ZERO);
  private static final Terms MARKETING = new Terms(false, false, Duration.ZERO, TWO_A_DAY);

  private final RedisLedger ledger =
      new RedisLedger(
          REDIS.client(), () -> Duration.ZERO, Duration.ofSeconds(30), TWO_A_DAY, nanos -> {});

  @Test
  void isAtMostThreeHundredBytes() {
    long before = usedMemory();

    each(i -> ledger.observe(inbound(i)).replaceWithVoid());
    long written = (usedMemory() - before) / CONTACTS;
    each(this::sendTwice);
    long full = (usedMemory() - before) / CONTACTS;

    System.out.printf(
        "FootprintTest: %d contacts: %d bytes each after a message, %d with two marketing sends%n",
        CONTACTS, written, full);
    assertThat(full).isLessThanOrEqualTo(300);
  }

  private Uni<Void> sendTwice(int i) {
    return send(i, "a").chain(() -> send(i, "b"));
  }

  private Uni<Void> send(int i, String wamid) {
    return ledger
        .admit(NUMBER, contact(i), MARKETING)
        .chain(verdict -> ledger.commit(((Verdict.Admitted) verdict).reservation(), wamid + i));
  }

  private static void each(java.util.function.IntFunction<Uni<Void>> work) {
    Multi.createFrom()
        .range(0, CONTACTS)
        .onItem()
        .transformToUni(work::apply)
        .merge(64)
        .collect()
        .last()
        .await()
        .indefinitely();
  }

  /** Two days old: the window is closed, so that marketing is counted. */
  private static Observation inbound(int i) {
    Instant at = Instant.ofEpochSecond(Instant.now().getEpochSecond() - 172_800);
    return new Observation.InboundMessage(NUMBER, contact(i), at);
  }

  private static Contact contact(int i) {
    return new Contact(String.format("1650%07d", i));
  }

  private static long usedMemory() {
    return REDIS
        .run(Command.INFO, "memory")
        .toString()
        .lines()
        .filter(line -> line.startsWith("used_memory:"))
        .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length()).strip()))
        .findFirst()
        .orElseThrow();
  }
}
