package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.ledger.Verdict;
import io.sallyport.pricing.PricingModel;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Terms;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import io.sallyport.testkit.RealRedis;
import io.sallyport.testkit.Slow;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How much of Redis's memory a contact takes, keys, lifetimes and tables included, and how long a
 * decision does. {@code -Dcontacts=1000000} measures what README.md#run-it says: the aliases of a
 * million contacts share their tables, those of a few thousand have one each.
 */
@Slow
class FootprintTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final String NUMBER = "106540352242922";
  private static final int CONTACTS = Integer.getInteger("contacts", 40_000);
  private static final int FEW = 1_000;
  private static final int AT_ONCE = 50;

  /** A table of one alias, which is shared when there are many: see Keys. */
  private static final int ALIAS_ALONE = 130;

  private static final Marketing TWO_A_DAY =
      new Marketing(2, Duration.ofHours(24), true, Duration.ZERO);
  private static final Terms MARKETING =
      new Terms(
          false,
          false,
          Duration.ZERO,
          false,
          TWO_A_DAY,
          // Its keys live for as long as the rate is not whole: some seconds.
          Map.of(Reason.PAIR_RATE, Enforcement.OFF),
          PricingModel.PER_MESSAGE_SERVICE.billing(Category.MARKETING),
          new Rates(1_000_000, true, 0));

  private final RedisLedger ledger =
      new RedisLedger(
          new Scripts(REDIS.client()),
          new Clock(() -> Duration.ZERO),
          Duration.ofSeconds(60),
          TWO_A_DAY.window(),
          effect -> {},
          nanos -> {},
          number -> 80,
          Runnable::run);

  /** Two days old: the window is closed, so that marketing is counted. */
  private final Instant wrote = Instant.ofEpochSecond(Instant.now().getEpochSecond() - 172_800);

  /** But for the scripts, which are as large for one contact as for a million. */
  @BeforeEach
  void emptyRedis() {
    observeAll(0, 1, this::optsIn);
    fill(0, 1);
    REDIS.run(Command.FLUSHALL);
    ledger.cover(NUMBER, false, null).toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void ofAnImportedContactIsSmall() {
    long before = usedMemory();
    observeAll(0, CONTACTS, i -> inbound(i, Via.IMPORT, List.of()));
    observeAll(0, CONTACTS, this::optsIn);

    long imported = perContact(before);
    System.out.printf(
        "FootprintTest: %d contacts: %d bytes each imported with a consent%n", CONTACTS, imported);
    assertThat(imported).isLessThanOrEqualTo(300);
  }

  private Observation optsIn(int i) {
    return new Observation.ConsentStated(NUMBER, names(i, List.of()), wrote, true, "import", false);
  }

  @Test
  void ofAContactInAllItsNamesIsSmall() {
    long before = usedMemory();
    observeAll(0, CONTACTS, i -> inbound(i, Via.MESSAGE, List.of()));
    long written = perContact(before);
    observeAll(0, CONTACTS, i -> inbound(i, Via.MESSAGE, List.of(user(i))));
    long known = perContact(before);
    observeAll(0, CONTACTS, i -> inbound(i, Via.MESSAGE, List.of(user(i), parent(i))));

    System.out.printf(
        "FootprintTest: %d contacts: %d bytes each after a message, %d with a user id, %d with a"
            + " parent id, too%n",
        CONTACTS, written, known, perContact(before));
    assertThat(written).isLessThanOrEqualTo(300);
  }

  @Test
  void staysSmallAndADecisionTakesAsLongWithAMillion() {
    long before = usedMemory();
    fill(0, FEW);
    double few = microsecondsPerDecision(FEW);
    fill(FEW, CONTACTS);
    double many = microsecondsPerDecision(CONTACTS);

    long full = perContact(before);
    System.out.printf(
        "FootprintTest: %d contacts: %d bytes each with a user id and two marketing sends;"
            + " a decision takes %.1f us with %d contacts, %.1f us with %d%n",
        CONTACTS, full, few, FEW, many, CONTACTS);
    assertThat(full).isLessThanOrEqualTo(350 + (CONTACTS < 1_000_000 ? ALIAS_ALONE : 0));
  }

  private void fill(int from, int to) {
    observeAll(from, to, i -> inbound(i, Via.MESSAGE, List.of(user(i))));
    each(from, to, this::sendTwice);
    for (String wamid : List.of("a", "b")) {
      observeAll(from, to, i -> delivered(i, wamid + i));
    }
  }

  private Future<Void> sendTwice(int i) {
    return send(i, "a").compose(sent -> send(i, "b"));
  }

  private Future<Void> send(int i, String wamid) {
    return ledger
        .admit(NUMBER, phone(i), MARKETING)
        .compose(
            verdict ->
                ledger.commit(
                    ((Verdict.Admitted) verdict).reservation(),
                    new Acceptance(wamid + i, List.of(user(i)))));
  }

  private Observation inbound(int i, Via via, List<Contact> others) {
    return new Observation.Inbound(NUMBER, names(i, others), wrote, via, false);
  }

  private Observation delivered(int i, String wamid) {
    return Plain.reported(
        NUMBER,
        names(i, List.of(user(i))),
        Instant.ofEpochSecond(Instant.now().getEpochSecond()),
        wamid,
        true,
        new Observation.Price(Observation.Price.Kind.REGULAR, Category.MARKETING),
        null);
  }

  private static Names names(int i, List<Contact> others) {
    return new Names(phone(i), others);
  }

  private static Contact phone(int i) {
    return new Contact(String.format("1650%07d", i));
  }

  private static Contact user(int i) {
    return new Contact(String.format("US.13491208%012d", i));
  }

  private static Contact parent(int i) {
    return new Contact(String.format("US.ENT.11815799%012d", i));
  }

  /** Of Redis's own time, by its own count: refusals of the third send. */
  private double microsecondsPerDecision(int contacts) {
    REDIS.run(Command.CONFIG, "RESETSTAT");
    each(
        0,
        10_000,
        i -> ledger.admit(NUMBER, phone((int) (i * 7919L % contacts)), MARKETING).mapEmpty());
    return REDIS
        .run(Command.INFO, "commandstats")
        .toString()
        .lines()
        .filter(line -> line.startsWith("cmdstat_evalsha:"))
        .mapToDouble(
            line -> Double.parseDouble(line.replaceAll(".*usec_per_call=([0-9.]+).*", "$1")))
        .findFirst()
        .orElseThrow();
  }

  private void observeAll(int from, int to, IntFunction<Observation> observation) {
    each(
        0,
        (to - from + AT_ONCE - 1) / AT_ONCE,
        piece ->
            ledger
                .observe(
                    IntStream.range(
                            from + piece * AT_ONCE, Math.min(to, from + (piece + 1) * AT_ONCE))
                        .mapToObj(observation)
                        .toList())
                .mapEmpty());
  }

  private static void each(int from, int to, IntFunction<Future<Void>> work) {
    if (from < to) {
      Multi.createFrom()
          .range(from, to)
          .onItem()
          .transformToUni(i -> UniHelper.toUni(work.apply(i)))
          .merge(32)
          .collect()
          .last()
          .await()
          .indefinitely();
    }
  }

  private static long perContact(long before) {
    return (usedMemory() - before) / CONTACTS;
  }

  /** Without the buffers of connections, which come and go with their use. */
  private static long usedMemory() {
    String memory = REDIS.run(Command.INFO, "memory").toString();
    return figure(memory, "used_memory:") - figure(memory, "mem_clients_normal:");
  }

  private static long figure(String memory, String name) {
    return memory
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip()))
        .findFirst()
        .orElseThrow();
  }
}
