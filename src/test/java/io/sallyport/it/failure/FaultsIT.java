package io.sallyport.it.failure;

import static io.sallyport.it.failure.FaultsIT.Trouble.CLOSED;
import static io.sallyport.it.failure.FaultsIT.Trouble.KILLED;
import static io.sallyport.it.failure.FaultsIT.Trouble.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.testkit.Answer;
import io.sallyport.testkit.Bodies;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Events;
import io.sallyport.testkit.Gateway;
import io.sallyport.testkit.GatewayProcess;
import io.sallyport.testkit.Scenario;
import io.sallyport.testkit.Slow;
import io.sallyport.testkit.Store;
import io.sallyport.testkit.Tap;
import io.sallyport.testkit.Tap.Cut;
import io.sallyport.testkit.Tap.Passes;
import io.sallyport.testkit.Tap.Way;
import io.sallyport.testkit.World;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.faults.Fault;
import io.sallyport.twin.faults.FaultOrder;
import io.sallyport.twin.graph.ReceivedRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault between any two steps of a send with an Idempotency-Key: Meta sees the message at
 * most once, the caller's answer says what is known, and so does the answer to a repetition.
 */
@Concurrent
class FaultsIT {

  /** What breaks. */
  enum Trouble {
    /** The gateway is killed (-9). */
    KILLED,
    /** The connection is closed. */
    CLOSED,
    /** Nothing comes any more. */
    SILENT
  }

  private enum Peer {
    REDIS,
    META
  }

  /**
   * Between which two steps.
   *
   * @see #reached how often Meta has seen the message then
   */
  private enum Moment {
    BEFORE_THE_DECISION(Peer.REDIS, Moment.EIGHT_KEYS, Way.REQUEST, Passes.NOTHING, 0),
    AFTER_THE_DECISION(Peer.REDIS, Moment.EIGHT_KEYS, Way.ANSWER, Passes.NOTHING, 0),
    BEFORE_THE_REQUEST(Peer.META, "/messages", Way.REQUEST, Passes.NOTHING, 0),
    IN_THE_REQUEST(Peer.META, "/messages", Way.REQUEST, Passes.HALF, 0),
    BEFORE_THE_ANSWER(Peer.META, "/messages", Way.ANSWER, Passes.NOTHING, 1),
    IN_THE_ANSWER(Peer.META, "/messages", Way.ANSWER, Passes.HALF, 1),
    BEFORE_THE_ANSWER_IS_KEPT(Peer.REDIS, "keep", Way.REQUEST, Passes.NOTHING, 1),
    AFTER_THE_ANSWER_IS_KEPT(Peer.REDIS, "keep", Way.ANSWER, Passes.NOTHING, 1);

    /**
     * Of a script's call in RESP: the decision of a send with an Idempotency-Key, and no other. It
     * has eight keys, and the first is the contact's.
     */
    private static final String EIGHT_KEYS = "\r\n$1\r\n8\r\n$34\r\nsp:{" + World.NUMBER + "}:c:";

    private final Peer peer;
    private final String words;
    private final Way way;
    private final Passes passes;
    private final int reached;

    Moment(Peer peer, String words, Way way, Passes passes, int reached) {
      this.peer = peer;
      this.words = words;
      this.way = way;
      this.passes = passes;
      this.reached = reached;
    }

    boolean isDeciding() {
      return compareTo(AFTER_THE_DECISION) <= 0;
    }

    boolean isSending() {
      return peer == Peer.META;
    }
  }

  /** The key's minute is over then (ADR 12). */
  private static final Duration LATER = Duration.ofSeconds(61);

  private record Running(Gateway gateway, Process process) {}

  @TempDir static Path directory;

  /** By how far their clocks are ahead; a case takes one that another has left well. */
  private static final Map<Duration, Running> RUNNING = new HashMap<>();

  private static Store store;
  private static Twin twin;
  private static Tap toRedis;
  private static Tap toMeta;

  private final String contact = Scenario.newContact();
  private final String key = "key of " + contact;
  private Gateway gateway;
  private Process process;

  /** Whether the next may take what runs. */
  private boolean isLeftWell;

  @BeforeAll
  static void startWhatStays() {
    int redisPort = World.freePort();
    store = Store.start(redisPort);
    twin = Twin.start(TwinSeed.options().withAppSecret(World.APP_SECRET));
    toRedis = new Tap(redisPort);
    toMeta = new Tap(twin.port());
  }

  @AfterAll
  static void stopAll() {
    endGateways();
    toRedis.close();
    toMeta.close();
    twin.close();
    store.stop();
  }

  private static void endGateways() {
    RUNNING.values().forEach(running -> kill(running.process()));
    RUNNING.clear();
  }

  private static void kill(Process process) {
    process.destroyForcibly().onExit().join();
  }

  @BeforeEach
  void forget() {
    assertThat(store.command("FLUSHALL")).startsWith("+OK");
  }

  @AfterEach
  void leave() {
    if (!isLeftWell) {
      endGateways();
      toRedis.cut(null);
      toMeta.cut(null);
      twin.clearFaults();
    }
  }

  /** A gateway that runs, and a contact who just wrote. */
  private void begin() throws IOException {
    use(Duration.ZERO);
    tell(Events.inbound(contact, Instant.now()));
  }

  private void use(Duration offset) throws IOException {
    Running there = RUNNING.get(offset);
    if (there == null || !there.process().isAlive()) {
      start(offset, Map.of());
      return;
    }
    gateway = there.gateway();
    process = there.process();
  }

  private void start(Duration offset, Map<String, String> differing) throws IOException {
    gateway = new Gateway(World.freePort(), World.freePort());
    Map<String, String> all = World.configuration(store, "http://127.0.0.1:" + toMeta.port());
    all.put("quarkus.redis.hosts", "redis://127.0.0.1:" + toRedis.port());
    all.put("sallyport.graph.read-timeout", "2s");
    all.put("sallyport.policy.store-timeout", "1s");
    all.put("sallyport.clock.offset", offset.toString());
    all.putAll(differing);
    process = GatewayProcess.start(gateway, all, directory.resolve("output"));
    RUNNING.put(offset, new Running(gateway, process));
    // All that is loaded at the first send is.
    gateway.send(Bodies.text("16505552998"));
  }

  private static Stream<Arguments> faults() {
    return Arrays.stream(Moment.values())
        .flatMap(moment -> Stream.of(CLOSED, SILENT).map(trouble -> Arguments.of(moment, trouble)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isSentAtMostOnceAndToldTruly(Moment moment, Trouble trouble) throws Exception {
    breaks(moment, trouble);
  }

  @Slow
  @ParameterizedTest
  @EnumSource(Moment.class)
  void isSentAtMostOnceThoughTheGatewayIsKilled(Moment moment) throws Exception {
    breaks(moment, KILLED);
  }

  private void breaks(Moment moment, Trouble trouble) throws Exception {
    begin();
    Tap tap = moment.peer == Peer.REDIS ? toRedis : toMeta;
    Runnable then = trouble == KILLED ? () -> kill(process) : () -> {};
    boolean closes = trouble != SILENT;
    tap.cut(new Cut(moment.words, moment.way, moment.passes, then, closes));

    Answer first = answered(gateway.sendLaterWithKey(key, Bodies.text(contact)));

    assertThat(tap.isCut()).isTrue();
    assertThat(reached()).isEqualTo(moment.reached);
    if (trouble == KILLED) {
      assertThat(first).isNull();
      use(LATER);
    } else {
      assertTold(moment, first);
    }
    assertRepeated(moment, trouble, first);
    if (tap == toRedis && trouble == SILENT) {
      // The next does not begin on a connection that says nothing.
      kill(process);
    }
    isLeftWell = true;
  }

  private static void assertTold(Moment moment, Answer first) {
    if (moment.isDeciding()) {
      first.assertRefused(503, 131016, "undecided");
    } else if (moment.isSending()) {
      first.assertEnded("unknown", 504, 131000, "outcome_unknown");
    } else {
      first.assertForwarded();
    }
  }

  private void assertRepeated(Moment moment, Trouble trouble, Answer first) throws Exception {
    if (moment == Moment.BEFORE_THE_DECISION
        || (moment == Moment.AFTER_THE_DECISION && trouble != KILLED)) {
      // Nothing is held, or it is given back in a moment.
      Scenario.await().until(() -> repeat().status() == 200);
      assertThat(reached()).isEqualTo(1);
      return;
    }
    if (moment == Moment.AFTER_THE_ANSWER_IS_KEPT) {
      Answer again = repeat();
      assertThat(again.header("Sallyport-Decision")).isEqualTo("replayed");
      if (first != null) {
        assertThat(again.body()).isEqualTo(first.body());
      }
    } else if (moment == Moment.BEFORE_THE_ANSWER_IS_KEPT && trouble != KILLED) {
      repeat().assertRefused(409, 100, "in_flight");
    } else {
      repeat().assertEnded("unknown", 504, 131000, "outcome_unknown");
      if (moment.reached == 1) {
        String wamid = tellThatItWasSent();
        Answer proved = repeat();
        assertThat(proved.header("Sallyport-Decision")).isEqualTo("replayed");
        assertThat(proved.json().getJsonArray("messages").getJsonObject(0).getString("id"))
            .isEqualTo(wamid);
      }
    }
    assertThat(reached()).isEqualTo(moment.reached);
  }

  /** A replica dies with a deferred send in its hands; another one takes it a minute later. */
  @Slow
  @ParameterizedTest
  @EnumSource(Moment.class)
  void isDispatchedAtMostOnce(Moment moment) throws Exception {
    endGateways();
    Map<String, String> slow = Map.of("sallyport.numbers.\"" + World.NUMBER + "\".throughput", "1");
    String other = Scenario.newContact();
    start(Duration.ZERO, slow);
    tell(Events.inbound(contact, Instant.now()));
    tell(Events.inbound(other, Instant.now()));
    Scenario.await().until(() -> gateway.send(Bodies.text(other)).status() == 200);
    Answer queued = gateway.sendAsyncWithKey(key, Bodies.text(contact));
    assertThat(queued.status()).isEqualTo(202);
    Tap tap = moment.peer == Peer.REDIS ? toRedis : toMeta;
    tap.cut(new Cut(moment.words, moment.way, moment.passes, () -> kill(process), true));
    Scenario.await().until(() -> !process.isAlive());

    start(LATER, slow);

    String place = queued.header("Location");
    String end =
        moment == Moment.BEFORE_THE_DECISION || moment == Moment.AFTER_THE_ANSWER_IS_KEPT
            ? "sent"
            : "unknown";
    Scenario.await().until(() -> state(place), end::equals);
    int dispatched = moment == Moment.BEFORE_THE_DECISION ? 1 : moment.reached;
    assertThat(reached()).isEqualTo(dispatched);
  }

  private String state(String place) {
    return gateway.get(place).json().getString("state");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"RATE_LIMITED", "SERVER_ERROR_500", "SERVER_ERROR_503", "BAD_GATEWAY_502", "SLOW"})
  void isMetasOwnAnswer(Fault fault) throws IOException {
    begin();
    twin.fault(FaultOrder.of(fault, 1).withDelay(Duration.ofMillis(300)));

    Answer first = gateway.sendWithKey(key, Bodies.text(contact));
    Answer again = repeat();

    assertThat(first.header("Sallyport-Decision")).isEqualTo("forwarded");
    switch (fault) {
      case SLOW -> assertThat(again.header("Sallyport-Decision")).isEqualTo("replayed");
      case BAD_GATEWAY_502 -> again.assertEnded("unknown", 504, 131000, "outcome_unknown");
      default -> again.assertForwarded();
    }
    assertThat(twin.messages())
        .filteredOn(message -> message.to().equals(contact))
        .hasSizeLessThanOrEqualTo(1);
    isLeftWell = true;
  }

  @Test
  void isNotSentWhenMetaCannotBeReached() throws IOException {
    begin();
    twin.unplug();
    Answer first = gateway.sendWithKey(key, Bodies.text(contact));
    twin.plug();

    assertThat(first.status()).isIn(502, 504);
    assertThat(reached()).isZero();
    isLeftWell = true;
  }

  @Test
  void isNotSentWhileRedisIsGone() throws IOException {
    begin();
    store.stop();
    gateway.sendWithKey(key, Bodies.text(contact)).assertRefused(503, 131016, "undecided");
    assertThat(reached()).isZero();
    store.start();
  }

  /** By a status webhook, as Meta does. */
  private String tellThatItWasSent() {
    JsonObject body = sends().get(0).body().toJsonObject();
    String wamid =
        twin.messages().stream()
            .filter(message -> message.to().equals(contact))
            .findFirst()
            .orElseThrow()
            .id();
    tell(
        Events.statuses(
            Events.status(contact, wamid, "sent", Instant.now())
                .put("biz_opaque_callback_data", body.getString("biz_opaque_callback_data"))));
    return wamid;
  }

  private void tell(JsonObject entry) {
    byte[] body = Events.delivery(entry).encode().getBytes(StandardCharsets.UTF_8);
    assertThat(gateway.webhook(body, twin.sign(body)).status()).isEqualTo(200);
  }

  private Answer repeat() {
    return gateway.sendWithKey(key, Bodies.text(contact));
  }

  /** Null when the connection broke. */
  private static Answer answered(CompletableFuture<Answer> call) {
    return call.handle((answer, broken) -> answer).join();
  }

  /** How often Meta saw the message. */
  private long reached() {
    return sends().size();
  }

  private List<ReceivedRequest> sends() {
    return twin.sends().stream().filter(send -> send.body().toString().contains(contact)).toList();
  }
}
