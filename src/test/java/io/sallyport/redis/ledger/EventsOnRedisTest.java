package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.event.Announcer;
import io.sallyport.event.Reminders;
import io.sallyport.event.Reminders.Reminder;
import io.sallyport.event.WindowWatch;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.NumberNews;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Keys;
import io.sallyport.redis.core.QueueKeys;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.queue.RedisRelay;
import io.sallyport.redis.queue.RedisReminders;
import io.sallyport.relay.Attempt;
import io.sallyport.relay.Occasional;
import io.sallyport.relay.Relay;
import io.sallyport.relay.RelaySettings;
import io.sallyport.relay.Target;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.RealRedis;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Windows that close, on a real Redis, in a time that travels. */
@Concurrent
class EventsOnRedisTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LEAD = Duration.ofHours(1);
  private static final Contact PHONE = Sample.PHONE;
  private static final int MOST = 3;

  private final VirtualTime time = new VirtualTime();
  private final String number = Sample.number();
  private final String target = "t" + UUID.randomUUID();
  private final Reminders reminders =
      new RedisReminders(new Scripts(REDIS.client()), new Clock(time::offset), PATIENCE);
  private final Announcer announcer = announcer(Set.of("window.closing", "window.closed"));
  private final WindowWatch windows = watch(announcer);
  private final RedisLedger ledger =
      new RedisLedger(
          new Scripts(REDIS.client()),
          new Clock(time::offset),
          PATIENCE,
          Duration.ofDays(1),
          effect -> {},
          nanos -> {},
          number -> 80,
          Runnable::run);

  /** Its target takes nothing, so that all stays in the queue. */
  private Announcer announcer(Set<String> events) {
    RelaySettings settings =
        new RelaySettings(LEAD, LEAD, Duration.ofDays(7), PATIENCE.multipliedBy(2), PATIENCE);
    Relay relay =
        new Relay(
            Occasional.NONE,
            new RedisRelay(
                new Scripts(REDIS.client()),
                new Clock(time::offset),
                PATIENCE,
                MOST,
                settings.maxAge(),
                settings.claimAfter()),
            (to, letter) -> Uni.createFrom().item(Attempt.answered(500)),
            settings,
            () -> 0,
            event -> {});
    relay.put(new Target(target, Set.of(number), Set.of(), events));
    return new Announcer(relay, time::now, () -> true);
  }

  private WindowWatch watch(Announcer announcer) {
    return new WindowWatch(
        announcer,
        reminders,
        new RedisRecords(
            new Scripts(REDIS.client()),
            new Clock(time::offset),
            PATIENCE,
            numbers -> Future.succeededFuture()),
        now -> Sample.FREE_FORM,
        LEAD);
  }

  private static <T> T done(Future<T> call) {
    return done(UniHelper.toUni(call));
  }

  private static <T> T done(Uni<T> call) {
    return call.await().atMost(Duration.ofSeconds(10));
  }

  private void hear(Observation... observations) {
    done(ledger.observe(List.of(observations)));
    done(windows.setReminders(List.of(observations), time.now()));
  }

  private Inbound inbound(Contact... names) {
    return new Inbound(
        number, Names.of(List.of(names)).orElseThrow(), time.second(), Via.MESSAGE, false);
  }

  private List<JsonObject> queued() {
    return REDIS.run(Command.XRANGE, QueueKeys.relayQueue(target), "-", "+").stream()
        .map(entry -> entry.get(1))
        .map(fields -> new JsonObject(field(fields, "body")))
        .toList();
  }

  /** Names and values in turn. */
  private static String field(Response fields, String name) {
    int at = 0;
    while (!fields.get(at).toString().equals(name)) {
      at += 2;
    }
    return fields.get(at + 1).toString();
  }

  private List<String> types() {
    return queued().stream().map(event -> event.getString("type")).toList();
  }

  @Test
  void tellsAnHourBeforeAWindowClosesAndWhenItHas() {
    Instant wrote = time.second();
    hear(inbound(PHONE));

    time.standAt(wrote.plus(Duration.ofHours(23)), Duration.ofMillis(-100));
    done(windows.run(number));
    assertThat(queued()).isEmpty();

    time.standAt(wrote.plus(Duration.ofHours(23)), Duration.ofMillis(100));
    done(windows.run(number));
    assertThat(types()).containsExactly("window.closing");
    JsonObject closing = queued().get(0);
    assertThat(closing.getInstant("timestamp")).isEqualTo(wrote.plus(Duration.ofHours(23)));
    assertThat(closing.getJsonObject("data").getString("contact")).isEqualTo(PHONE.id());
    assertThat(closing.getJsonObject("data").getInstant("window_expires_at"))
        .isEqualTo(wrote.plus(Duration.ofHours(24)));

    time.standAt(wrote.plus(Duration.ofHours(24)), Duration.ofMillis(-100));
    done(windows.run(number));
    assertThat(types()).containsExactly("window.closing");

    time.standAt(wrote.plus(Duration.ofHours(24)), Duration.ofMillis(100));
    done(windows.run(number));
    time.travel(Duration.ofHours(1));
    done(windows.run(number));
    assertThat(types()).containsExactly("window.closing", "window.closed");
    assertThat(queued().get(1).getInstant("timestamp")).isEqualTo(wrote.plus(Duration.ofDays(1)));
    assertThat(done(reminders.due(number, 10))).isEmpty();
  }

  @Test
  void anotherMessagePutsItOff() {
    Instant wrote = time.second();
    hear(inbound(PHONE));
    time.travel(Duration.ofHours(10));
    hear(inbound(PHONE));

    time.standAt(wrote.plus(Duration.ofHours(24)), Duration.ofMinutes(1));
    done(windows.run(number));
    assertThat(queued()).isEmpty();

    time.standAt(wrote.plus(Duration.ofHours(33)), Duration.ofMinutes(1));
    done(windows.run(number));
    assertThat(types()).containsExactly("window.closing");
  }

  @Test
  void aMessageAfterTheWarningOpensItAnew() {
    Instant wrote = time.second();
    hear(inbound(PHONE));
    time.standAt(wrote.plus(Duration.ofHours(23)), Duration.ofMinutes(1));
    done(windows.run(number));
    hear(inbound(PHONE));

    time.standAt(wrote.plus(Duration.ofHours(24)), Duration.ofMinutes(1));
    done(windows.run(number));
    assertThat(types()).containsExactly("window.closing");

    time.travel(Duration.ofHours(22));
    done(windows.run(number));
    assertThat(types()).containsExactly("window.closing", "window.closing");
  }

  @Test
  void aWindowThatTheContactKeptOpenByAnotherNameDoesNotClose() {
    Instant wrote = time.second();
    hear(inbound(Sample.USER));
    time.travel(Duration.ofHours(10));
    hear(inbound(PHONE, Sample.USER));

    time.standAt(wrote.plus(Duration.ofHours(23)), Duration.ofMinutes(1));
    done(windows.run(number));
    assertThat(queued()).isEmpty();

    time.standAt(wrote.plus(Duration.ofHours(33)), Duration.ofMinutes(1));
    done(windows.run(number));
    assertThat(types()).containsExactly("window.closing");
  }

  @Test
  void twoReplicasAndTwoNamesTellOnce() {
    hear(inbound(PHONE));
    hear(inbound(Sample.USER));
    hear(inbound(PHONE, Sample.USER));
    time.travel(Duration.ofHours(23));

    List<Reminder> due = done(reminders.due(number, 10));
    done(windows.run(number));
    due.forEach(one -> done(reminders.remind(number, one.contact(), one.at())));
    done(watch(announcer).run(number));

    assertThat(due).hasSize(2);
    assertThat(types()).containsExactly("window.closing");
  }

  @Test
  void whatMetaClosedBeforeIsToldAsClosed() {
    hear(inbound(PHONE));
    time.travel(Duration.ofHours(2));
    hear(new Observation.SendFailed(number, Names.of(PHONE), time.second(), "wamid.1", 131047));

    time.travel(Duration.ofHours(21));
    done(windows.run(number));

    assertThat(types()).containsExactly("window.closed");
  }

  @Test
  void whoIsForgottenIsNotSpokenOf() {
    hear(inbound(PHONE));
    done(windows.forget(number, Set.of(PHONE)));
    done(ledger.forget(number, PHONE));

    time.travel(Duration.ofHours(25));
    done(windows.run(number));

    assertThat(queued()).isEmpty();
  }

  @Test
  void oldNewsAndNumbersNobodyAsksForMakeNoReminder() {
    Instant old = time.second().minus(Duration.ofHours(25));
    Inbound late = new Inbound(number, Names.of(PHONE), old, Via.MESSAGE, false);
    done(windows.setReminders(List.of(late), time.now()));
    Inbound other =
        new Inbound("106540352242929", Names.of(PHONE), time.second(), Via.MESSAGE, false);
    done(windows.setReminders(List.of(other), time.now()));

    assertThat(REDIS.run(Command.EXISTS, Keys.reminders(number)).toInteger()).isZero();
    assertThat(REDIS.run(Command.EXISTS, Keys.reminders("106540352242929")).toInteger()).isZero();
    assertThat(windows.watches(number)).isTrue();
    assertThat(windows.watches("106540352242929")).isFalse();
    assertThat(watch(announcer(Set.of("contradiction"))).watches(number)).isFalse();
  }

  @Test
  void aFullQueueLosesNoneOfThem() {
    for (int i = 0; i < MOST + 2; i++) {
      hear(inbound(new Contact("1650555000" + i)));
    }
    time.travel(Duration.ofHours(23));

    assertThatThrownBy(() -> done(windows.run(number))).isNotNull();
    assertThat(queued()).hasSize(MOST);
    REDIS.run(Command.XTRIM, QueueKeys.relayQueue(target), "MAXLEN", "0");
    done(windows.run(number));

    assertThat(queued()).hasSize(2);
  }

  @Test
  void reminderIsKeptForAsLongAsItIsNeeded() {
    hear(inbound(PHONE));

    assertThat(REDIS.run(Command.TTL, Keys.reminders(number)).toLong())
        .isGreaterThan(Duration.ofHours(25).toSeconds());
  }

  @Test
  void whatIsDoneDoesNotUndoALaterReminder() {
    Instant at = time.second();
    done(reminders.remind(number, PHONE, at));
    Reminder due = done(reminders.due(number, 1)).get(0);
    done(reminders.remind(number, PHONE, at.plusSeconds(60)));
    done(reminders.remind(number, PHONE, at.plusSeconds(30)));

    done(reminders.done(number, due, null));
    assertThat(done(reminders.due(number, 1))).isEmpty();
    time.travel(Duration.ofSeconds(61));

    assertThat(done(reminders.due(number, 1)))
        .containsExactly(new Reminder(PHONE, at.plusSeconds(60)));
  }

  @Test
  void restrictionsAndContradictionsAreToldToWhoeverWantsThem() {
    Announcer other = announcer(Set.of("number.restricted", "contradiction"));
    Instant at = time.second();

    done(other.announceNews(new NumberNews.Disabled(number, at, true)));
    done(other.announceNews(new NumberNews.Disabled(number, at, true)));
    done(other.announceNews(new NumberNews.Throughput(number, at, "HIGH")));
    done(announcer.announceNews(new NumberNews.Disabled(number, at.plusSeconds(1), true)));
    other.noticed(new Effect.ClosedAfterAll(number, Effect.Cause.CALL));
    other.noticed(new Effect.WindowOpened(number));

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(types()).containsExactly("number.restricted", "contradiction"));
  }
}
