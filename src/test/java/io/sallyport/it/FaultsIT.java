package io.sallyport.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.it.Tap.Cut;
import io.sallyport.it.Tap.Passes;
import io.sallyport.it.Tap.Way;
import io.sallyport.twin.Fault;
import io.sallyport.twin.FaultOrder;
import io.sallyport.twin.ReceivedRequest;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
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
import org.junit.jupiter.api.AfterEach;
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
class FaultsIT {

  /** What breaks. */
  private enum Trouble {
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
    BEFORE_THE_DECISION(Peer.REDIS, "decide", Way.REQUEST, Passes.NOTHING, 0),
    AFTER_THE_DECISION(Peer.REDIS, "decide", Way.ANSWER, Passes.NOTHING, 0),
    BEFORE_THE_REQUEST(Peer.META, "/messages", Way.REQUEST, Passes.NOTHING, 0),
    IN_THE_REQUEST(Peer.META, "/messages", Way.REQUEST, Passes.HALF, 0),
    BEFORE_THE_ANSWER(Peer.META, "/messages", Way.ANSWER, Passes.NOTHING, 1),
    IN_THE_ANSWER(Peer.META, "/messages", Way.ANSWER, Passes.HALF, 1),
    BEFORE_THE_ANSWER_IS_KEPT(Peer.REDIS, "keep", Way.REQUEST, Passes.NOTHING, 1),
    AFTER_THE_ANSWER_IS_KEPT(Peer.REDIS, "keep", Way.ANSWER, Passes.NOTHING, 1);

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

  private static final String CONTACT = "16505552000";
  private static final String OTHER = "16505552999";
  private static final String KEY = "a key";

  /** The key's minute is over then (ADR 12). */
  private static final Duration LATER = Duration.ofSeconds(61);

  @TempDir Path directory;
  private final Map<String, String> differing = new HashMap<>();
  private Store store;
  private Twin twin;
  private Tap toRedis;
  private Tap toMeta;
  private Gateway gateway;
  private Process process;

  @BeforeEach
  void startAll() throws IOException {
    int redisPort = World.freePort();
    store = Store.start(redisPort);
    twin = Twin.start(TwinSeed.options().withAppSecret(World.APP_SECRET));
    toRedis = new Tap(redisPort);
    toMeta = new Tap(twin.port());
    start(Duration.ZERO);
    tell(Events.inbound(CONTACT, Instant.now()));
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    process.destroyForcibly().waitFor();
    toRedis.close();
    toMeta.close();
    twin.close();
    store.stop();
  }

  private void start(Duration offset) throws IOException {
    gateway = new Gateway(World.freePort(), World.freePort());
    Map<String, String> all = World.configuration(store, "http://127.0.0.1:" + toMeta.port());
    all.put("quarkus.redis.hosts", "redis://127.0.0.1:" + toRedis.port());
    all.put("sallyport.graph.read-timeout", "2s");
    all.put("sallyport.clock.offset", offset.toString());
    all.putAll(differing);
    process = GatewayProcess.start(gateway, all, directory.resolve("output"));
    // All that is loaded at the first send is.
    gateway.send(Bodies.text("16505552998"));
  }

  private static Stream<Arguments> faults() {
    return Arrays.stream(Moment.values())
        .flatMap(
            moment ->
                Arrays.stream(Trouble.values()).map(trouble -> Arguments.of(moment, trouble)));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isSentAtMostOnceAndToldTruly(Moment moment, Trouble trouble) throws Exception {
    Tap tap = moment.peer == Peer.REDIS ? toRedis : toMeta;
    Runnable then = trouble == Trouble.KILLED ? this::kill : () -> {};
    boolean closes = trouble != Trouble.SILENT;
    tap.cut(new Cut(moment.words, moment.way, moment.passes, then, closes));

    Answer first = answered(gateway.sendLaterWithKey(KEY, Bodies.text(CONTACT)));

    assertThat(tap.isCut()).isTrue();
    assertThat(reached()).isEqualTo(moment.reached);
    if (trouble == Trouble.KILLED) {
      assertThat(first).isNull();
      start(LATER);
    } else {
      assertTold(moment, first);
    }
    assertRepeated(moment, trouble, first);
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
        || (moment == Moment.AFTER_THE_DECISION && trouble != Trouble.KILLED)) {
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
    } else if (moment == Moment.BEFORE_THE_ANSWER_IS_KEPT && trouble != Trouble.KILLED) {
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
  @ParameterizedTest
  @EnumSource(Moment.class)
  void isDispatchedAtMostOnce(Moment moment) throws Exception {
    process.destroyForcibly().waitFor();
    differing.put("sallyport.numbers.\"" + World.NUMBER + "\".throughput", "1");
    start(Duration.ZERO);
    tell(Events.inbound(OTHER, Instant.now()));
    Scenario.await().until(() -> gateway.send(Bodies.text(OTHER)).status() == 200);
    Answer queued = gateway.sendAsyncWithKey(KEY, Bodies.text(CONTACT));
    assertThat(queued.status()).isEqualTo(202);
    Tap tap = moment.peer == Peer.REDIS ? toRedis : toMeta;
    tap.cut(new Cut(moment.words, moment.way, moment.passes, this::kill, true));
    Scenario.await().until(() -> !process.isAlive());

    start(LATER);

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
  void isMetasOwnAnswer(Fault fault) {
    twin.fault(FaultOrder.of(fault, 1).withDelay(Duration.ofMillis(300)));

    Answer first = gateway.sendWithKey(KEY, Bodies.text(CONTACT));
    Answer again = repeat();

    assertThat(first.header("Sallyport-Decision")).isEqualTo("forwarded");
    switch (fault) {
      case SLOW -> assertThat(again.header("Sallyport-Decision")).isEqualTo("replayed");
      case BAD_GATEWAY_502 -> again.assertEnded("unknown", 504, 131000, "outcome_unknown");
      default -> again.assertForwarded();
    }
    assertThat(twin.messages()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void isNotSentWhenMetaCannotBeReached() {
    twin.unplug();
    Answer first = gateway.sendWithKey(KEY, Bodies.text(CONTACT));
    twin.plug();

    assertThat(first.status()).isIn(502, 504);
    assertThat(reached()).isZero();
  }

  @Test
  void isNotSentWhileRedisIsGone() {
    store.stop();
    gateway.sendWithKey(KEY, Bodies.text(CONTACT)).assertRefused(503, 131016, "undecided");
    assertThat(reached()).isZero();
    store.start();
  }

  /** By a status webhook, as Meta does. */
  private String tellThatItWasSent() {
    JsonObject body = sends().get(0).body().toJsonObject();
    String wamid =
        twin.messages().stream()
            .filter(message -> message.to().equals(CONTACT))
            .findFirst()
            .orElseThrow()
            .id();
    tell(
        Events.statuses(
            Events.status(CONTACT, wamid, "sent", Instant.now())
                .put("biz_opaque_callback_data", body.getString("biz_opaque_callback_data"))));
    return wamid;
  }

  private void tell(JsonObject entry) {
    byte[] body = Events.delivery(entry).encode().getBytes(StandardCharsets.UTF_8);
    assertThat(gateway.webhook(body, twin.sign(body)).status()).isEqualTo(200);
  }

  private void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Answer repeat() {
    return gateway.sendWithKey(KEY, Bodies.text(CONTACT));
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
    return twin.sends().stream().filter(send -> send.body().toString().contains(CONTACT)).toList();
  }
}
