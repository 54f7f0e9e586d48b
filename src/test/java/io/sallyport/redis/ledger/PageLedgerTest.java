package io.sallyport.redis.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.channel.PageChannel;
import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.contact.Window;
import io.sallyport.ledger.Effect;
import io.sallyport.ledger.Observation;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Right;
import io.sallyport.ledger.Observation.RightHeard;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.ledger.Reservation;
import io.sallyport.ledger.Verdict;
import io.sallyport.ledger.VirtualTime;
import io.sallyport.message.BodyFormat;
import io.sallyport.message.OutboundMessage;
import io.sallyport.message.Reading;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Enforcement;
import io.sallyport.rule.MessageVerdict;
import io.sallyport.rule.PageTerms;
import io.sallyport.rule.Policies;
import io.sallyport.rule.PolicySettings;
import io.sallyport.rule.Rates;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Submission;
import io.sallyport.rule.Terms;
import io.sallyport.testkit.Concurrent;
import io.sallyport.testkit.Plain;
import io.sallyport.testkit.RealRedis;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Messenger and Instagram allow, decided by Redis, from a body to a verdict. */
@Concurrent
class PageLedgerTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Contact PERSON = new Contact("24512345678901234");

  private static final String TEXT =
      "{'recipient':{'id':'24512345678901234'},'message':{'text':'hi'}}";
  private static final String AGENT =
      "{'recipient':{'id':'24512345678901234'},'message':{'text':'hi'},"
          + "'messaging_type':'MESSAGE_TAG','tag':'HUMAN_AGENT'}";
  private static final String FEEDBACK =
      "{'recipient':{'id':'24512345678901234'},'messaging_type':'MESSAGE_TAG',"
          + "'tag':'CUSTOMER_FEEDBACK','message':{'attachment':{'type':'template',"
          + "'payload':{'template_type':'customer_feedback'}}}}";
  private static final String UTILITY =
      "{'recipient':{'id':'24512345678901234'},'messaging_type':'UTILITY',"
          + "'message':{'template':{'name':'a','language':{'code':'en'}}}}";
  private static final String REPLY =
      "{'recipient':{'comment_id':'17865799348089039'},'message':{'text':'hi'}}";
  private static final String BY_TOKEN =
      "{'recipient':{'notification_messages_token':'4711'},'message':{'text':'hi'}}";
  private static final String ONE_TIME =
      "{'recipient':{'one_time_notif_token':'4712'},'message':{'text':'hi'}}";

  private static final Contact COMMENT = new Contact("reply:17865799348089039");
  private static final Contact TOKEN = contact(BY_TOKEN);
  private static final Contact ONCE = contact(ONE_TIME);

  private final VirtualTime time = new VirtualTime();
  private final List<Effect> effects = new CopyOnWriteArrayList<>();
  private final String account = "a" + UUID.randomUUID();
  private final RedisLedger ledger =
      new RedisLedger(
          new Scripts(REDIS.client()),
          new Clock(time::offset),
          Duration.ofSeconds(5),
          DAY,
          effects::add,
          nanos -> {},
          number -> Rates.STANDARD,
          Runnable::run);
  private PageChannel channel = PageChannel.MESSENGER;
  private boolean humanAgent;
  private Map<Reason, Enforcement> enforcement = Map.of();

  private static OutboundMessage message(String body) {
    byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    Reading reading = PageChannel.MESSENGER.read(json, BodyFormat.JSON, null);
    return ((Reading.Understood) reading).message();
  }

  private static Contact contact(String body) {
    return message(body).recipient();
  }

  private static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  private Terms terms(OutboundMessage message) {
    PolicySettings settings =
        Plain.settings(
            Set.of(),
            PolicySettings.UnknownWindow.REJECT,
            Duration.ZERO,
            PolicySettings.DirectSend.OFF,
            PolicySettings.StoreFailure.REJECT,
            false,
            enforcement,
            new PolicySettings.Marketing(2, DAY, true, Duration.ZERO));
    PageTerms own = new PageTerms(channel == PageChannel.MESSENGER, id -> humanAgent);
    BusinessNumber number =
        new BusinessNumber(account, account, false, null, account, null, Rates.DEFAULT);
    Submission send =
        new Submission(number, Endpoint.MESSAGES, message, null, false, time.second());
    MessageVerdict verdict = new Policies(channel.rules(), settings, null, own).judge(send);
    return ((MessageVerdict.Passed) verdict).terms();
  }

  private Verdict admit(String body) {
    OutboundMessage message = message(body);
    return done(ledger.admit(account, message.recipient(), terms(message)));
  }

  private @Nullable Reason refused(String body) {
    Verdict verdict = admit(body);
    return verdict instanceof Verdict.Refused no ? no.grounds().reason() : null;
  }

  private Reservation reserved(String body) {
    return ((Verdict.Admitted) admit(body)).reservation();
  }

  private void heard(Observation... all) {
    done(ledger.observe(List.of(all)));
  }

  private void opened(Instant at) {
    heard(new Inbound(account, Names.of(PERSON), at, Via.EVENT, false));
  }

  private RightHeard right(Contact name, Instant at, Right right, @Nullable Instant ends) {
    return new RightHeard(account, Names.of(name), at, right, ends, PERSON);
  }

  /** Makes "now" this long after the moment. */
  private void travelTo(Instant moment) {
    time.standAt(moment, Duration.ofMillis(20));
  }

  @ParameterizedTest
  @EnumSource(PageChannel.class)
  void aTextPassesFor24HoursAndNotOneSecondMore(PageChannel one) {
    channel = one;
    Instant at = time.second();
    assertThat(refused(TEXT)).isEqualTo(Reason.WINDOW_CLOSED);

    opened(at);
    travelTo(at.plus(DAY).minusSeconds(1));
    assertThat(refused(TEXT)).isNull();
    assertThat(refused(UTILITY)).isNull();

    travelTo(at.plus(DAY));
    assertThat(refused(TEXT)).isEqualTo(Reason.WINDOW_CLOSED);
    assertThat(refused(UTILITY))
        .isEqualTo(one == PageChannel.MESSENGER ? null : Reason.WINDOW_CLOSED);
  }

  @Test
  void aWindowEndsWithMetasMillisecond() {
    Instant at = time.second().plusMillis(700);
    humanAgent = true;
    opened(at);
    opened(at.minusMillis(300));
    opened(at);
    opened(at.minusMillis(700));

    travelTo(at.plus(DAY).minusMillis(200));
    assertThat(refused(TEXT)).isNull();
    assertThat(((Verdict.Admitted) admit(TEXT)).window().expiresAt()).isEqualTo(at.plus(DAY));
    travelTo(at.plus(DAY));
    assertThat(refused(TEXT)).isEqualTo(Reason.WINDOW_CLOSED);
    travelTo(at.plus(WEEK).minusMillis(200));
    assertThat(refused(AGENT)).isNull();
    travelTo(at.plus(WEEK));
    assertThat(refused(AGENT)).isEqualTo(Reason.WINDOW_CLOSED);
  }

  @Test
  void theNewestEventCountsInAnyOrderAnyNumberOfTimes() {
    Instant at = time.second();
    opened(at);
    opened(at.minusSeconds(90_000));
    opened(at);
    opened(at.minusSeconds(1));

    travelTo(at.plus(DAY).minusSeconds(1));
    assertThat(refused(TEXT)).isNull();
    travelTo(at.plus(DAY));
    assertThat(refused(TEXT)).isEqualTo(Reason.WINDOW_CLOSED);
  }

  @Test
  void aHumanAgentHasSevenDaysWithTheApproval() {
    Instant at = time.second();
    opened(at);
    humanAgent = true;

    travelTo(at.plus(WEEK).minusSeconds(1));
    assertThat(refused(AGENT)).isNull();
    assertThat(refused(TEXT)).isEqualTo(Reason.WINDOW_CLOSED);
    travelTo(at.plus(WEEK));
    assertThat(refused(AGENT)).isEqualTo(Reason.WINDOW_CLOSED);
  }

  @Test
  void withoutTheApprovalATagIsRefusedOutside24HoursOnly() {
    Instant at = time.second();
    opened(at);

    travelTo(at.plus(DAY).minusSeconds(1));
    assertThat(refused(AGENT)).isNull();
    travelTo(at.plus(DAY));
    assertThat(refused(AGENT)).isEqualTo(Reason.HUMAN_AGENT_OFF);
  }

  @Test
  void feedbackIsAskedForWithinSevenDays() {
    Instant at = time.second();
    opened(at);

    travelTo(at.plus(WEEK).minusSeconds(1));
    assertThat(refused(FEEDBACK)).isNull();
    travelTo(at.plus(WEEK));
    assertThat(refused(FEEDBACK)).isEqualTo(Reason.WINDOW_CLOSED);
  }

  @Test
  void anAccountsMessagesToItselfAreJudgedByMeta() {
    heard(right(PERSON, time.second(), Right.SELF, null));

    assertThat(refused(TEXT)).isNull();
    assertThat(refused(AGENT)).isNull();
  }

  @Test
  void ofFiftyRepliesToOneCommentOneLeaves() {
    OutboundMessage reply = message(REPLY);
    Terms terms = terms(reply);
    List<Future<Verdict>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(ledger.admit(account, reply.recipient(), terms));
    }

    assertThat(all.stream().map(PageLedgerTest::done).filter(Verdict.Admitted.class::isInstance))
        .hasSize(1);
    assertThat(refused(REPLY.replace("comment_id", "post_id")))
        .isEqualTo(Reason.PRIVATE_REPLY_USED);
    assertThat(refused(REPLY.replace("1786", "001786"))).isEqualTo(Reason.PRIVATE_REPLY_USED);
  }

  @Test
  void aReplyThatMetaRefusesIsGivenBackAndOneThatNobodyKnowsIsNot() {
    Reservation first = reserved(REPLY);
    done(ledger.release(first));
    Reservation second = reserved(REPLY);
    done(ledger.release(first));

    assertThat(refused(REPLY)).isEqualTo(Reason.PRIVATE_REPLY_USED);
    done(ledger.release(second));
    assertThat(refused(REPLY)).isNull();
  }

  @Test
  void aCommentIsRepliedToWithinSevenDays() {
    Instant at = time.second();
    heard(right(COMMENT, at.plusSeconds(5), Right.REPLY, null));
    heard(right(COMMENT, at, Right.REPLY, null), right(COMMENT, at, Right.REPLY, null));

    travelTo(at.plus(WEEK));
    time.travel(Duration.ofSeconds(1));
    assertThat(refused(REPLY)).isEqualTo(Reason.PRIVATE_REPLY_EXPIRED);
  }

  @Test
  void aReplyOpensNoWindow() {
    heard(right(COMMENT, time.second(), Right.REPLY, null));
    reserved(REPLY);

    assertThat(refused(TEXT)).isEqualTo(Reason.WINDOW_CLOSED);
  }

  @Test
  void aTokenIsUsedOnceIn24Hours() {
    travelTo(time.second().plusSeconds(1));
    reserved(BY_TOKEN);

    assertThat(refused(BY_TOKEN)).isEqualTo(Reason.TOKEN_USED);
    time.travel(DAY.minusSeconds(1));
    assertThat(refused(BY_TOKEN)).isEqualTo(Reason.TOKEN_USED);
    time.travel(Duration.ofSeconds(2));
    assertThat(refused(BY_TOKEN)).isNull();
  }

  @Test
  void aTokenEndsAndIsStoppedAndResumed() {
    Instant at = time.second();
    heard(right(TOKEN, at, Right.TOKEN, at.plus(WEEK)));
    heard(right(TOKEN, at.plusSeconds(2), Right.STOPPED, null));
    assertThat(refused(BY_TOKEN)).isEqualTo(Reason.TOKEN_EXPIRED);

    heard(right(TOKEN, at.plusSeconds(3), Right.TOKEN, at.plus(WEEK)));
    heard(right(TOKEN, at.plusSeconds(2), Right.STOPPED, null));
    done(ledger.release(reserved(BY_TOKEN)));

    travelTo(at.plus(WEEK));
    assertThat(refused(BY_TOKEN)).isEqualTo(Reason.TOKEN_EXPIRED);
  }

  @Test
  void aOneTimeTokenIsUsedOnce() {
    reserved(ONE_TIME);
    time.travel(Duration.ofDays(300));

    assertThat(refused(ONE_TIME)).isEqualTo(Reason.TOKEN_USED);
  }

  @Test
  void anOptOutBlocksTokensOnly() {
    Instant at = time.second();
    opened(at);
    heard(
        right(TOKEN, at, Right.TOKEN, null),
        right(ONCE, at, Right.TOKEN, null),
        new Observation.ConsentStated(account, Names.of(PERSON), at, false, "crm", false));

    assertThat(refused(BY_TOKEN)).isEqualTo(Reason.OPTED_OUT);
    assertThat(refused(ONE_TIME)).isEqualTo(Reason.OPTED_OUT);
    assertThat(refused(TEXT)).isNull();
  }

  @Test
  void aRefusalByMetaClosesTheWindowUntilThePersonWritesAgain() {
    opened(time.second());
    Reservation sent = reserved(TEXT);
    done(ledger.shut(sent, terms(message(TEXT))));

    assertThat(effects).contains(new Effect.ClosedAfterAll(account, Effect.Cause.UNKNOWN));
    assertThat(refused(TEXT)).isEqualTo(Reason.WINDOW_CLOSED);
    humanAgent = true;
    assertThat(refused(AGENT)).isNull();
    done(ledger.shut(sent, terms(message(AGENT))));
    assertThat(refused(AGENT)).isEqualTo(Reason.WINDOW_CLOSED);

    opened(sent.at().plusSeconds(1));
    assertThat(refused(TEXT)).isNull();
    assertThat(refused(AGENT)).isNull();
  }

  @Test
  void whatIsOnlyObservedPasses() {
    enforcement = Map.of(Reason.WINDOW_CLOSED, Enforcement.OBSERVE);

    Verdict verdict = admit(TEXT);

    assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
    Verdict.Admitted passed = (Verdict.Admitted) verdict;
    assertThat(passed.observed()).isNotNull();
    assertThat(passed.window()).isEqualTo(Window.UNKNOWN);
    assertThat(passed.charge()).isNull();
    assertThat(passed.quota()).isNull();
  }
}
