package io.sallyport.redis.ledger;

import static io.sallyport.redis.ledger.Sample.FREE_FORM;
import static io.sallyport.redis.ledger.Sample.NEW_PHONE;
import static io.sallyport.redis.ledger.Sample.PHONE;
import static io.sallyport.redis.ledger.Sample.USER;
import static io.sallyport.redis.ledger.Sample.inbound;
import static io.sallyport.redis.ledger.Sample.marketing;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.Verdict;
import io.sallyport.pricing.SpendCount;
import io.sallyport.redis.core.Call;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.Script;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.Subscription;
import io.sallyport.redis.queue.RedisRelay;
import io.sallyport.redis.store.RedisTemplates;
import io.sallyport.relay.Claim;
import io.sallyport.relay.Letters;
import io.sallyport.relay.QueuedLetter;
import io.sallyport.rule.Terms;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.template.TemplateEvent.StatusChanged;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RedisCluster;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Numbers on the three masters of a cluster. */
@Concurrent
class ClusterTest {

  @RegisterExtension static final RedisCluster CLUSTER = new RedisCluster();

  private static final int NODES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Template.Key SALE = new Template.Key("spring_sale", "en_US");

  /** One on each master. */
  private final List<String> numbers = List.of(numberOn(0), numberOn(1), numberOn(2));

  private final RedisLedger ledger = Sample.ledger(CLUSTER.client(), PATIENCE);
  private final RedisRecords records =
      new RedisRecords(
          new Scripts(CLUSTER.client()),
          new Clock(() -> Duration.ZERO),
          PATIENCE,
          numbers -> Future.succeededFuture());

  private static String numberOn(int node) {
    return Stream.generate(Sample::number)
        .filter(number -> CLUSTER.nodeOf(number) == node)
        .findFirst()
        .orElseThrow();
  }

  @BeforeEach
  void aClusterWithoutScripts() {
    for (int node = 0; node < NODES; node++) {
      CLUSTER.command(node, "SCRIPT FLUSH");
    }
  }

  private static <T> T await(Future<T> call) {
    return await(UniHelper.toUni(call));
  }

  private static <T> T await(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }

  private Verdict admit(String number, Contact contact, Terms terms) {
    return await(ledger.admit(number, contact, terms));
  }

  private Window.State window(String number, Contact contact) {
    return admit(number, contact, FREE_FORM) instanceof Verdict.Admitted admitted
        ? admitted.window().state()
        : Window.State.CLOSED;
  }

  @Test
  void oneWebhookMayTellOfNumbersOnDifferentMasters() {
    List<Observation> all = new ArrayList<>();
    for (Contact contact : List.of(PHONE, NEW_PHONE)) {
      numbers.forEach(number -> all.add(inbound(number, contact, USER)));
    }

    await(ledger.observe(all));

    for (String number : numbers) {
      assertThat(window(number, PHONE)).isEqualTo(Window.State.OPEN);
      assertThat(window(number, NEW_PHONE)).isEqualTo(Window.State.OPEN);
      assertThat(window(number, USER)).isEqualTo(Window.State.OPEN);
    }
  }

  @Test
  void aTargetsLettersAreOnOneMasterWhicheverItIs() {
    RedisRelay relay =
        new RedisRelay(
            new Scripts(CLUSTER.client()),
            new Clock(() -> Duration.ZERO),
            PATIENCE,
            10,
            Duration.ofDays(7),
            Duration.ofSeconds(30));
    for (String number : numbers) {
      String target = "crm-" + number;
      await(relay.queue(target, Letters.letter("{}"), Letters.of("16505551234")));
      QueuedLetter waiting = await(relay.take(target, Claim.START)).letters().get(0);
      assertThat(await(relay.letter(target, waiting.place())).id()).isEqualTo(waiting.id());
      await(relay.bury(target, waiting.place(), waiting.tries(), null));
      String dead = await(relay.deadLetters(target, "", 9)).get(0).place();
      assertThat(await(relay.replay(target, List.of(dead)))).isEqualTo(1);
      await(relay.delivered(target, await(relay.take(target, ">")).letters().get(0).place()));
      await(relay.giveBack(target));
    }
  }

  @Test
  void manyObservationsOfSeveralNumbersAreKept() {
    List<Observation> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      for (String number : numbers) {
        all.add(inbound(number, new Contact("1650555" + (1000 + i))));
      }
    }

    await(ledger.observe(all));

    for (String number : numbers) {
      assertThat(await(records.number(number)).waiting()).isEqualTo(100);
    }
  }

  @Test
  void answersComeInTheOrderOfTheCalls() throws Exception {
    List<Call> calls = Stream.of(0, 1, 0, 2, 0, 1).map(i -> covered(numbers.get(i))).toList();

    List<Response> answers =
        new Scripts(CLUSTER.client())
            .runAll(calls)
            .toCompletionStage()
            .toCompletableFuture()
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    // Coverage starts by a number's first webhook.
    assertThat(answers).extracting(Response::toInteger).containsExactly(1, 1, 0, 1, 0, 0);
  }

  private static Call covered(String number) {
    return Script.COVERED
        .call()
        .key("number", Keys.number(number))
        .set("clock_offset", 0)
        .set("after_gap", false)
        .set("newest", 0);
  }

  @Test
  void aSendIsReservedCountedAndLimited() {
    for (String number : numbers) {
      Reservation first = ((Verdict.Admitted) admit(number, PHONE, marketing(1))).reservation();
      assertThat(admit(number, PHONE, marketing(1))).isInstanceOf(Verdict.Refused.class);
      await(ledger.release(first));
      Reservation second = ((Verdict.Admitted) admit(number, PHONE, marketing(1))).reservation();
      await(ledger.commit(second, new Acceptance("wamid." + number, List.of(PHONE, USER))));

      assertThat(admit(number, USER, marketing(1))).isInstanceOf(Verdict.Refused.class);
      LocalDate day = second.at().atOffset(ZoneOffset.UTC).toLocalDate();
      assertThat(await(records.spend(number, day.minusMonths(2), day)))
          .extracting(SpendCount::messages)
          .containsExactly(1L);
      assertThat(await(records.examine(number, USER, marketing(1))).state().names())
          .containsExactlyInAnyOrder(PHONE, USER);
    }
  }

  @Test
  void everyKeyOfANumberIsOnOneMaster() {
    String number = numbers.get(1);
    await(ledger.observe(List.of(inbound(number, PHONE, USER))));
    await(ledger.cover(number, false, null));
    Reservation send = ((Verdict.Admitted) admit(number, PHONE, marketing(1))).reservation();
    await(ledger.commit(send, new Acceptance("wamid.1", List.of(PHONE))));

    assertThat(CLUSTER.command(1, "KEYS sp:{" + number + "}:*")).doesNotStartWith("*0");
    for (int other : List.of(0, 2)) {
      assertThat(CLUSTER.command(other, "KEYS sp:{" + number + "}:*")).startsWith("*0");
    }
  }

  @Test
  void aNumberThatMovedIsFound() {
    String number = numbers.get(0);
    String still = numbers.get(1);
    assertThat(window(number, PHONE)).isNotEqualTo(Window.State.OPEN);
    CLUSTER.moveSlot(number, 2);

    await(ledger.observe(List.of(inbound(number, PHONE), inbound(still, PHONE))));

    assertThat(window(number, PHONE)).isEqualTo(Window.State.OPEN);
    assertThat(window(still, PHONE)).isEqualTo(Window.State.OPEN);
    assertThat(CLUSTER.command(2, "KEYS sp:{" + number + "}:*")).doesNotStartWith("*0");
  }

  @Test
  void templatesAndTheirNewsReachEveryReplica() {
    List<String> wabas = List.of(numberOn(0), numberOn(1), numberOn(2));
    List<String> heard = new CopyOnWriteArrayList<>();
    AtomicInteger subscribed = new AtomicInteger();
    new Subscription(
            CLUSTER.vertx(),
            CLUSTER.client(),
            Map.of(Subscription.TEMPLATES_CHANGED, (Consumer<String>) heard::add),
            subscribed::incrementAndGet)
        .listen();
    Awaitility.await().until(() -> subscribed.get() == 1);
    RedisTemplates store =
        new RedisTemplates(new Scripts(CLUSTER.client()), Duration.ofSeconds(30), PATIENCE);

    for (String waba : wabas) {
      Instant asked = await(store.claimRefresh(waba, PATIENCE)).at();
      assertThat(await(store.claimRefresh(waba, PATIENCE)).isTaken()).isFalse();
      Template sale = new Template(SALE, Category.MARKETING, "APPROVED", null, null, null);
      await(store.replace(waba, List.of(sale), asked));
      await(store.apply(waba, new StatusChanged(SALE, Instant.now(), "PAUSED", null)));

      assertThat(await(store.load(waba)).orElseThrow().templates())
          .extracting(Template::status)
          .containsExactly("PAUSED");
    }

    Awaitility.await().untilAsserted(() -> assertThat(heard).hasSize(6).containsAll(wabas));
  }

  @Test
  void aListenerThatLostItsConnectionsListensAgainOnce() {
    List<String> heard = new CopyOnWriteArrayList<>();
    AtomicInteger subscribed = new AtomicInteger();
    new Subscription(
            CLUSTER.vertx(),
            CLUSTER.client(),
            Map.of(Subscription.TEMPLATES_CHANGED, (Consumer<String>) heard::add),
            subscribed::incrementAndGet)
        .listen();
    Awaitility.await().until(() -> subscribed.get() == 1);

    for (int node = 0; node < NODES; node++) {
      CLUSTER.command(node, "CLIENT KILL TYPE normal SKIPME yes");
      CLUSTER.command(node, "CLIENT KILL TYPE pubsub");
    }

    Awaitility.await().until(() -> subscribed.get() == 2);
    RedisTemplates store = new RedisTemplates(new Scripts(CLUSTER.client()), PATIENCE, PATIENCE);
    await(store.apply("w", new StatusChanged(SALE, Instant.now(), "X", Category.UTILITY)));
    Awaitility.await().until(() -> !heard.isEmpty());
    Awaitility.await()
        .during(Duration.ofMillis(1500))
        .atMost(Duration.ofSeconds(20))
        .until(() -> subscribed.get() == 2 && heard.equals(List.of("w")));
  }
}
