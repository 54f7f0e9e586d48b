package io.sallyport.redis;

import io.quarkus.runtime.StartupEvent;
import io.sallyport.admission.IdempotencyStore;
import io.sallyport.admission.Ledger;
import io.sallyport.admission.Reach;
import io.sallyport.admission.Records;
import io.sallyport.audit.DecisionStore;
import io.sallyport.config.Numbers;
import io.sallyport.config.RelayConfig;
import io.sallyport.config.SallyportConfig;
import io.sallyport.deferral.DeferredQueue;
import io.sallyport.event.Announcer;
import io.sallyport.event.Reminders;
import io.sallyport.ops.Meters;
import io.sallyport.policy.BusinessNumber;
import io.sallyport.policy.Policies;
import io.sallyport.policy.Rates;
import io.sallyport.relay.RelayStore;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.template.TemplateStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import org.jboss.logging.Logger;

/** Puts Redis behind the ports, and keeps this replica's templates as the others have them. */
final class RedisBeans {

  private static final Logger LOG = Logger.getLogger(RedisBeans.class);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final int RETRIES = 5;
  private static final int AT_ONCE = 32;

  @Produces
  @Singleton
  Ledger ledger(
      Vertx vertx,
      Redis redis,
      RedisSettings redisSettings,
      SallyportConfig config,
      Policies policies,
      Numbers numbers,
      Meters meters,
      Announcer announcer) {
    var offset = config.clock().offset();
    var settings = policies.settings();
    var allowance = settings.marketing();
    return new RedisLedger(
        redisSettings.ofDecisions(vertx, redis, config.policy().storeTimeout()),
        () -> offset,
        config.policy().storeTimeout(),
        settings.requireOptIn() ? Lives.CONSENT : allowance.window().plus(allowance.minGap()),
        effect -> {
          meters.noticed(effect);
          announcer.noticed(effect);
        },
        meters::redisAnswered,
        id -> numbers.find(id).map(BusinessNumber::rates).orElse(Rates.DEFAULT).throughput());
  }

  @Produces
  @Singleton
  Records records(Redis redis, SallyportConfig config) {
    var offset = config.clock().offset();
    return new RedisRecords(redis, () -> offset, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  IdempotencyStore idempotencyStore(Redis redis, SallyportConfig config) {
    return new RedisIdempotency(redis, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  Reach reach(Redis redis, SallyportConfig config) {
    var offset = config.clock().offset();
    return new RedisReach(redis, () -> offset, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  DeferredQueue deferredQueue(Redis redis, SallyportConfig config) {
    var offset = config.clock().offset();
    return new RedisDeferredQueue(redis, () -> offset, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  RelayStore relayStore(Redis redis, SallyportConfig config) {
    var offset = config.clock().offset();
    RelayConfig relay = config.relay();
    return new RedisRelay(
        redis,
        () -> offset,
        config.policy().storeTimeout(),
        relay.maxQueued(),
        relay.maxAge(),
        relay.claimAfter());
  }

  @Produces
  @Singleton
  Reminders reminders(Redis redis, SallyportConfig config) {
    var offset = config.clock().offset();
    return new RedisReminders(redis, () -> offset, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  DecisionStore decisionStore(Redis redis, SallyportConfig config) {
    return new RedisDecisions(redis, config.policy().storeTimeout(), config.audit().remembered());
  }

  @Produces
  @Singleton
  TemplateStore templateStore(Redis redis, SallyportConfig config) {
    return new RedisTemplates(
        redis, config.templates().missRefreshInterval(), config.policy().storeTimeout());
  }

  /** Before the first send, the scripts are known; from then on the templates' news are heard. */
  void listen(
      @Observes StartupEvent start,
      Vertx vertx,
      Redis redis,
      TemplateRegistry templates,
      Numbers numbers) {
    new Scripts(redis).teach();
    new TemplateNews(
            vertx,
            redis,
            waba -> reload(templates, Set.of(waba)),
            () -> reload(templates, numbers.readableWabaIds()))
        .listen();
  }

  /** However many they are, Redis is asked for some at a time. */
  private static void reload(TemplateRegistry templates, Set<String> wabaIds) {
    Multi.createFrom()
        .iterable(wabaIds)
        .onItem()
        .transformToUni(wabaId -> reload(templates, wabaId))
        .merge(AT_ONCE)
        .subscribe()
        .with(done -> {});
  }

  private static Uni<Void> reload(TemplateRegistry templates, String wabaId) {
    return templates
        .reload(wabaId)
        .onFailure()
        .retry()
        .withBackOff(FIRST_RETRY)
        .atMost(RETRIES)
        .onFailure()
        .invoke(
            failure ->
                LOG.warnf("templates not reloaded waba=%s because=%s", wabaId, failure.toString()))
        .onFailure()
        .recoverWithNull();
  }
}
