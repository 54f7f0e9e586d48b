package io.sallyport.redis.ledger;

import io.sallyport.contact.Contact;
import io.sallyport.contact.Names;
import io.sallyport.ledger.Observation.Inbound;
import io.sallyport.ledger.Observation.Via;
import io.sallyport.pricing.PricingModel;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.rule.PolicySettings.Marketing;
import io.sallyport.rule.Terms;
import io.sallyport.template.Category;
import io.sallyport.testkit.Plain;
import io.sallyport.testkit.RealRedis;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Contacts and terms for tests that look below the ledger's port. */
public final class Sample {

  static final Contact PHONE = new Contact("16505551234");
  static final Contact NEW_PHONE = new Contact("16505551235");
  static final Contact USER = new Contact("US.13491208655302741918");

  static final Terms FREE_FORM = terms(true, null, Category.SERVICE);
  static final Terms MARKETING = marketing(2);

  private Sample() {}

  /** A business phone number no other test uses. */
  public static String number() {
    return "n" + UUID.randomUUID();
  }

  public static Terms marketing(int allowance) {
    return terms(
        false,
        new Marketing(allowance, Duration.ofHours(24), true, Duration.ZERO),
        Category.MARKETING);
  }

  private static Terms terms(boolean needsWindow, @Nullable Marketing marketing, Category billed) {
    return Plain.terms(
        needsWindow,
        false,
        Duration.ZERO,
        false,
        marketing,
        Map.of(),
        PricingModel.PER_MESSAGE.billing(billed));
  }

  static RedisLedger ledger(RealRedis redis, Duration timeout) {
    return ledger(redis.client(), timeout);
  }

  static RedisLedger ledger(Redis redis, Duration timeout) {
    return ledger(redis, timeout, Runnable::run);
  }

  /** One whose settlements wait for others until {@code times} lets them go. */
  static RedisLedger ledger(Redis redis, Duration timeout, SettleTimes times) {
    return new RedisLedger(
        new Scripts(redis),
        new Clock(() -> Duration.ZERO),
        timeout,
        Duration.ofHours(24),
        effect -> {},
        nanos -> {},
        number -> 80,
        times);
  }

  static RedisLedger ledger(RealRedis redis) {
    return ledger(redis, Duration.ofSeconds(5));
  }

  /** A message of somebody Meta names twice. */
  static Inbound inbound(String number, Contact name, Contact... others) {
    Instant at = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    return new Inbound(number, new Names(name, List.of(others)), at, Via.MESSAGE, false);
  }
}
