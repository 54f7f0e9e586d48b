package io.sallyport.redis.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.contact.Consent;
import io.sallyport.contact.Contact;
import io.sallyport.contact.FreeEntryPoint;
import io.sallyport.contact.Window;
import io.sallyport.event.Reminders.Reminder;
import io.sallyport.instead.DeferredQueue;
import io.sallyport.ledger.IdempotencyKey;
import io.sallyport.ledger.NumberState;
import io.sallyport.ledger.SendContext;
import io.sallyport.ledger.Verdict;
import io.sallyport.pricing.PricingModel;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.queue.RedisDeferredQueue;
import io.sallyport.redis.queue.RedisRelay;
import io.sallyport.redis.queue.RedisReminders;
import io.sallyport.redis.store.RedisTemplates;
import io.sallyport.relay.Claim;
import io.sallyport.relay.Letter;
import io.sallyport.rule.Endpoint;
import io.sallyport.rule.Grounds;
import io.sallyport.rule.MarketingThrottled;
import io.sallyport.rule.OptedOut;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.Terms;
import io.sallyport.rule.WindowClosed;
import io.sallyport.template.Category;
import io.sallyport.template.Template;
import io.sallyport.testkit.Plain;
import io.sallyport.testkit.RealRedis;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an older version has stored is understood: nobody's window, consent or key is lost. */
class UpgradeTest {

  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final String STORE = "/upgrade/store-92f9c09.txt";
  private static final String NUMBER = "106540352242922";
  private static final String WABA = "102290129340398";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Marketing TWO = new Marketing(2, Duration.ofHours(24), true, Duration.ZERO);
  private static final Terms FREE_FORM = terms(true, Category.SERVICE, null);
  private static final Terms MARKETING = terms(false, Category.MARKETING, TWO);

  private Instant storedAt;
  private Clock clock;
  private Scripts scripts;
  private RedisLedger ledger;
  private RedisRecords records;

  private static Terms terms(
      boolean needsWindow, Category category, @Nullable Marketing marketing) {
    return Plain.terms(
        needsWindow,
        false,
        Duration.ZERO,
        false,
        marketing,
        Map.of(),
        PricingModel.PER_MESSAGE.billing(category));
  }

  /** Ten minutes after it was stored. */
  @BeforeEach
  void theOldStore() throws IOException {
    REDIS.run(Command.FLUSHALL);
    String[] lines = text().split("\n");
    storedAt = Instant.parse(lines[1]);
    for (String line : List.of(lines).subList(2, lines.length)) {
      int space = line.lastIndexOf(' ');
      byte[] dump = Base64.getDecoder().decode(line.substring(space + 1));
      Request restore =
          Request.cmd(Command.RESTORE)
              .arg(line.substring(0, space))
              .arg(0)
              .arg(Buffer.buffer(dump));
      done(REDIS.client().send(restore));
    }
    Duration offset = Duration.between(Instant.now(), storedAt.plusSeconds(600));
    clock = new Clock(() -> offset);
    scripts = new Scripts(REDIS.client());
    ledger =
        new RedisLedger(
            scripts,
            clock,
            PATIENCE,
            TWO.window(),
            effect -> {},
            nanos -> {},
            number -> 80,
            Runnable::run);
    records = new RedisRecords(scripts, clock, PATIENCE, numbers -> Future.succeededFuture());
  }

  private static String text() throws IOException {
    try (var in = UpgradeTest.class.getResourceAsStream(STORE)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static <T> T done(Future<T> call) {
    return call.toCompletionStage().toCompletableFuture().join();
  }

  private static <T> T done(Uni<T> call) {
    return call.await().atMost(PATIENCE);
  }

  private static Contact contact(int last) {
    return new Contact("1650555010" + last);
  }

  private @Nullable Grounds grounds(Contact contact, Terms terms) {
    Verdict verdict = done(ledger.admit(NUMBER, contact, terms));
    return verdict instanceof Verdict.Refused refused ? refused.grounds() : null;
  }

  @Test
  void windowsAndNamesAreKnown() {
    assertThat(grounds(contact(1), FREE_FORM)).isNull();
    assertThat(grounds(new Contact("US.13491208655302741918"), FREE_FORM)).isNull();
    assertThat(grounds(contact(2), FREE_FORM))
        .isEqualTo(new WindowClosed.Closed(storedAt.minusSeconds(30 * 3600), null));
    assertThat(done(records.examine(NUMBER, contact(1), MARKETING)).state())
        .returns(Window.State.OPEN, state -> state.window().state())
        .returns(2, state -> state.names().size());
  }

  @Test
  void allowanceConsentAndFailuresAreKnown() {
    assertThat(grounds(contact(3), MARKETING)).isInstanceOf(MarketingThrottled.AllowanceUsed.class);
    assertThat(grounds(contact(4), MARKETING)).isEqualTo(new OptedOut.Stopped(storedAt));
    assertThat(grounds(contact(5), MARKETING)).isInstanceOf(MarketingThrottled.CoolDown.class);
    assertThat(done(records.examine(NUMBER, contact(4), MARKETING)).state().consent().state())
        .isEqualTo(Consent.State.OPT_OUT);
    assertThat(
            done(records.examine(NUMBER, contact(6), MARKETING)).state().freeEntryPoint().state())
        .isEqualTo(FreeEntryPoint.State.OPEN);
  }

  @Test
  void theNumberAndItsMoneyAreKnown() {
    NumberState state = done(records.number(NUMBER));

    assertThat(state.coverage().since()).isNotNull();
    assertThat(state.messagingLimit()).isEqualTo("TIER_2K");
    var day = storedAt.atOffset(ZoneOffset.UTC).toLocalDate();
    assertThat(done(records.spend(NUMBER, day, day)))
        .anyMatch(count -> count.category().equals(Category.MARKETING) && count.messages() > 0);
  }

  @Test
  void idempotencyKeysAreKnown() {
    assertThat(done(admit("kept"))).isInstanceOf(Verdict.Replayed.class);
    assertThat(done(admit("lost"))).isInstanceOf(Verdict.OutcomeUnknown.class);
  }

  private Future<Verdict> admit(String key) {
    byte[] body = "{\"to\":\"16505550107\",\"type\":\"text\"}".getBytes(UTF_8);
    IdempotencyKey used = IdempotencyKey.of(key, "crm", Endpoint.MESSAGES, body, null);
    return ledger.admit(
        NUMBER,
        contact(7),
        terms(false, Category.UTILITY, null),
        new SendContext(null, null, used));
  }

  @Test
  void whatWaitsStillWaits() {
    RedisDeferredQueue queue = new RedisDeferredQueue(scripts, clock, PATIENCE);
    DeferredQueue.Claim claimed = done(queue.claim(NUMBER));
    assertThat(claimed)
        .isInstanceOfSatisfying(
            DeferredQueue.Claim.Taken.class,
            taken -> assertThat(taken.send().key()).isEqualTo("key1"));

    RedisRelay relay =
        new RedisRelay(scripts, clock, PATIENCE, 1000, Duration.ofDays(7), Duration.ofSeconds(30));
    Claim claim = done(relay.take("crm", Claim.START));
    assertThat(claim.letters()).hasSize(1);
    Letter letter = done(relay.letter("crm", claim.letters().get(0).place()));
    assertThat(letter.id()).isEqualTo("evt_1");
    assertThat(letter.signature()).isEqualTo("sha256=ab");

    RedisReminders reminders = new RedisReminders(scripts, clock, PATIENCE);
    assertThat(done(reminders.due(NUMBER, 10)))
        .containsExactly(new Reminder(contact(1), storedAt.plusSeconds(60)));
  }

  @Test
  void templatesAndThePortfoliosContactsAreKnown() {
    RedisTemplates templates = new RedisTemplates(scripts, PATIENCE, PATIENCE);
    assertThat(done(templates.load(WABA)).orElseThrow().templates())
        .singleElement()
        .returns(new Template.Key("spring_sale", "en_US"), Template::key)
        .returns(Category.MARKETING, Template::category);

    RedisMessagingLimits limits = new RedisMessagingLimits(scripts, clock, PATIENCE);
    assertThat(done(limits.look(WABA, contact(3), 1))).isNull();
    assertThat(done(limits.look(WABA, contact(9), 1))).isNotNull();
  }
}
