package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.channel.Transport;
import io.sallyport.channel.Wazzup;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Acceptance;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.GrayNews;
import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.Verdict;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.message.OutboundMessage;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.GraySettings;
import io.sallyport.rule.GraySettings.FirstContactPolicy;
import io.sallyport.rule.MessageVerdict;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings;
import io.sallyport.rule.ProviderTerms;
import io.sallyport.rule.ProviderWindow;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Submission;
import io.sallyport.rule.Terms;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Plain;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What channels behind a provider allow, decided by Redis. */
@Concurrent
class GrayLedgerTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Contact PERSON = new Contact("15550101234");

  private final VirtualTime time = new VirtualTime();
  private final List<Effect> effects = new CopyOnWriteArrayList<>();
  private final String channel = "c" + UUID.randomUUID();
  private final Scripts scripts = new Scripts(REDIS.client());
  private final Clock clock = new Clock(time::offset);
  private final RedisLedger redis =
      new RedisLedger(
          scripts,
          clock,
          Duration.ofSeconds(5),
          Duration.ofDays(1),
          effects::add,
          nanos -> {},
          number -> Rates.STANDARD,
          Runnable::run);
  private final ProvidersMessages messages =
      new ProvidersMessages(scripts, Duration.ofSeconds(5), effects::add);
  private final RedisChannelLedger ledger = new RedisChannelLedger(redis, messages);
  private final RedisGrayUpdates updates = new RedisGrayUpdates(messages, clock);

  private Transport transport = Transport.WHATSAPP;
  private GraySettings gray = new GraySettings(3, null, FirstContactPolicy.REJECT);
  private Map<Reason, Enforcement> enforcement = Map.of();

  private static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  private Terms terms(boolean isTemplate) {
    PolicySettings settings =
        Plain.settings(
            Set.of(),
            PolicySettings.UnknownWindow.REJECT,
            Duration.ZERO,
            PolicySettings.DirectSend.OFF,
            PolicySettings.StoreFailure.REJECT,
            false,
            enforcement,
            new PolicySettings.Marketing(2, Duration.ofDays(1), true, Duration.ZERO));
    Wazzup wazzup = new Wazzup(transport, transport.rules(gray));
    BusinessNumber number =
        new BusinessNumber(channel, channel, false, null, channel, null, Rates.DEFAULT);
    OutboundMessage message = OutboundMessage.onChannel(PERSON, isTemplate, "text Hello");
    Submission send =
        new Submission(number, Endpoint.WAZZUP_MESSAGE, message, null, false, time.second());
    Policies policies =
        new Policies(
            wazzup.rules(),
            settings,
            null,
            new ProviderTerms(wazzup.rules(), transport.window(gray)));
    return ((MessageVerdict.Passed) policies.judge(send)).terms();
  }

  private Verdict admit() {
    return done(ledger.admit(channel, PERSON, terms(false)));
  }

  private void passes() {
    assertThat(admit()).isInstanceOf(Verdict.Admitted.class);
  }

  private void refused(Reason reason) {
    assertThat(admit())
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused -> assertThat(refused.grounds().reason()).isEqualTo(reason));
  }

  private Reservation reserved() {
    return ((Verdict.Admitted) admit()).reservation();
  }

  private String taken(Reservation reservation) {
    String id = UUID.randomUUID().toString();
    done(ledger.commit(reservation, new Acceptance(id, List.of())));
    return id;
  }

  private void wrote(Instant at) {
    tell(new GrayNews.Inbound(channel, PERSON, at, UUID.randomUUID().toString(), false));
  }

  private void tell(GrayNews... news) {
    done(updates.observe(List.of(news)));
  }

  private Instant now() {
    return clock.now();
  }

  @Test
  void whoNeverWroteIsNotWrittenTo() {
    refused(Reason.FIRST_CONTACT);
    wrote(now());
    passes();
  }

  @Test
  void byPermissionAStrangerIsWrittenToThreeTimes() {
    gray = new GraySettings(3, null, FirstContactPolicy.ALLOW);
    for (int i = 0; i < 3; i++) {
      passes();
    }
    refused(Reason.UNANSWERED);
  }

  @Test
  void threeInARowAndNoFourthUntilAnAnswerThatIsNewer() {
    Instant first = now();
    wrote(first);
    for (int i = 0; i < 3; i++) {
      passes();
    }
    refused(Reason.UNANSWERED);
    // An old message that comes late answers nothing.
    wrote(first.minusSeconds(60));
    refused(Reason.UNANSWERED);
    // In the same second, and yet an answer.
    time.travel(Duration.ofMillis(200));
    wrote(now());
    time.travel(Duration.ofMillis(200));
    passes();
  }

  @Test
  void ofManyAtOnceThreeLeave() {
    wrote(now());
    Terms terms = terms(false);
    List<Future<Verdict>> all =
        IntStream.range(0, 50).mapToObj(i -> ledger.admit(channel, PERSON, terms)).toList();

    assertThat(all.stream().map(GrayLedgerTest::done).filter(Verdict.Admitted.class::isInstance))
        .hasSize(3);
  }

  @Test
  void whatWasNotTakenOrNotDeliveredGivesItsPlaceBackWhicheverComesFirst() {
    wrote(now());
    Reservation refused = reserved();
    Reservation failsLate = reserved();
    Reservation failsEarly = reserved();
    refused(Reason.UNANSWERED);

    done(ledger.release(refused));
    String late = taken(failsLate);
    tell(new GrayNews.Failed(late, now(), null));
    tell(new GrayNews.Failed(late, now(), null));
    String early = UUID.randomUUID().toString();
    tell(new GrayNews.Failed(early, now(), null));
    done(ledger.commit(failsEarly, new Acceptance(early, List.of())));

    for (int i = 0; i < 3; i++) {
      passes();
    }
    refused(Reason.UNANSWERED);
  }

  @Test
  void silenceEndsWithTheNextMessage() {
    gray = new GraySettings(3, Duration.ofDays(2), FirstContactPolicy.REJECT);
    wrote(now());
    time.travel(Duration.ofDays(2).minusSeconds(5));
    passes();
    time.travel(Duration.ofSeconds(10));
    refused(Reason.SILENCE);
    wrote(now());
    passes();
  }

  @Test
  void anObservedRuleLetsPassAndSays() {
    enforcement =
        Map.of(Reason.UNANSWERED, Enforcement.OBSERVE, Reason.FIRST_CONTACT, Enforcement.OFF);
    for (int i = 0; i < 3; i++) {
      passes();
    }
    for (int i = 0; i < 20; i++) {
      Verdict.Admitted admitted = (Verdict.Admitted) admit();
      assertThat(admitted.observed()).isNotNull();
      assertThat(admitted.observed().reason()).isEqualTo(Reason.UNANSWERED);
    }
  }

  @Test
  void windowsOfOfficialChannelsEndToTheSecond() {
    for (Transport one : List.of(Transport.WAPI, Transport.INSTAGRAM)) {
      transport = one;
      Duration length =
          one == Transport.WAPI ? ProviderWindow.OF_WHATSAPP : ProviderWindow.OF_INSTAGRAM;
      wrote(now());
      wrote(now().minus(length));
      Verdict.Admitted open = (Verdict.Admitted) admit();
      assertThat(open.window().state()).isEqualTo(Window.State.OPEN);
      time.travel(length.minusSeconds(2));
      passes();
      time.travel(Duration.ofSeconds(2));
      refused(Reason.WINDOW_CLOSED);
      assertThat(done(ledger.admit(channel, PERSON, terms(true))))
          .isInstanceOf(Verdict.Admitted.class);
    }
  }

  @Test
  void aLateRefusalForTheWindowClosesItOnceAndIsAContradiction() {
    transport = Transport.WAPI;
    wrote(now());
    String id = taken(reserved());
    time.travel(Duration.ofSeconds(2));
    GrayNews failed = new GrayNews.Failed(id, now(), ProviderWindow.OF_WHATSAPP);
    tell(failed, failed);

    refused(Reason.WINDOW_CLOSED);
    assertThat(effects).filteredOn(Effect.ClosedAfterAll.class::isInstance).hasSize(1);
    time.travel(Duration.ofSeconds(2));
    wrote(now());
    passes();
    tell(failed);
    passes();
  }

  @Test
  void aRefusalForTheWindowSaysNothingOfWhatTheContactWroteSince() {
    transport = Transport.WAPI;
    wrote(now());
    String late = taken(reserved());
    Reservation unsettled = reserved();
    time.travel(Duration.ofSeconds(2));
    wrote(now());
    time.travel(Duration.ofSeconds(2));
    tell(new GrayNews.Failed(late, now(), ProviderWindow.OF_WHATSAPP));
    passes();

    String early = "early" + channel;
    tell(new GrayNews.Failed(early, now(), ProviderWindow.OF_WHATSAPP));
    done(ledger.commit(unsettled, new Acceptance(early, List.of())));
    passes();
  }

  @Test
  void anEchoProvesTheLostSendOfTheSameTextAndNoOther() {
    wrote(now());
    IdempotencyKey key = IdempotencyKey.ofMessage("order-1", "text Hello");
    SendContext once = new SendContext(null, null, key);
    RedisIdempotency keys = new RedisIdempotency(scripts, Duration.ofSeconds(5));
    assertThat(done(ledger.admit(channel, PERSON, terms(false), once)))
        .isInstanceOf(Verdict.Admitted.class);
    done(keys.lose(channel, key));
    SendContext again =
        new SendContext(null, null, IdempotencyKey.ofMessage("order-1", "text Hello"));

    tell(echo("m1", "text Bye"));
    assertThat(done(ledger.admit(channel, PERSON, terms(false), again)))
        .isInstanceOf(Verdict.OutcomeUnknown.class);
    tell(echo("m2", "text Hello"));
    assertThat(done(ledger.admit(channel, PERSON, terms(false), again)))
        .isInstanceOfSatisfying(
            Verdict.Replayed.class,
            replayed -> assertThat(new String(replayed.answer().body())).isEqualTo("{m2}"));
  }

  private GrayNews echo(String messageId, String content) {
    String id = messageId + channel;
    return new GrayNews.Echo(channel, PERSON, now(), id, content, "{" + messageId + "}");
  }
}
