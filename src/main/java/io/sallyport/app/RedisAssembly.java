package io.sallyport.app;

import static jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER;

import io.quarkus.runtime.ShutdownEvent;
import io.sallyport.account.Numbers;
import io.sallyport.account.Operators;
import io.sallyport.audit.LiveDecisions;
import io.sallyport.config.RelayConfig;
import io.sallyport.config.SallyportConfig;
import io.sallyport.config.Serving;
import io.sallyport.directory.DirectoryStore;
import io.sallyport.event.Announcer;
import io.sallyport.event.Reminders;
import io.sallyport.instead.DeferredQueue;
import io.sallyport.instead.HeldSends;
import io.sallyport.instead.ParkedSends;
import io.sallyport.ledger.ContactLists;
import io.sallyport.ledger.FirstResponses;
import io.sallyport.ledger.IdempotencyStore;
import io.sallyport.ledger.Ledger;
import io.sallyport.ledger.LedgerUpdates;
import io.sallyport.ledger.MessagingLimitStore;
import io.sallyport.ledger.Records;
import io.sallyport.ledger.Replays;
import io.sallyport.ledger.SharedClock;
import io.sallyport.link.Links;
import io.sallyport.link.Turns;
import io.sallyport.meters.Meters;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.core.Subscription;
import io.sallyport.redis.core.TimesToLive;
import io.sallyport.redis.ledger.RedisContactLists;
import io.sallyport.redis.ledger.RedisFirstResponses;
import io.sallyport.redis.ledger.RedisIdempotency;
import io.sallyport.redis.ledger.RedisLedger;
import io.sallyport.redis.ledger.RedisMessagingLimits;
import io.sallyport.redis.ledger.RedisRecords;
import io.sallyport.redis.ledger.RedisReplays;
import io.sallyport.redis.ledger.SettleTimes;
import io.sallyport.redis.queue.RedisDeferredQueue;
import io.sallyport.redis.queue.RedisHeldSends;
import io.sallyport.redis.queue.RedisParkedSends;
import io.sallyport.redis.queue.RedisRelay;
import io.sallyport.redis.queue.RedisReminders;
import io.sallyport.redis.store.RedisDecisionWire;
import io.sallyport.redis.store.RedisDecisions;
import io.sallyport.redis.store.RedisDirectory;
import io.sallyport.redis.store.RedisLinks;
import io.sallyport.redis.store.RedisTemplates;
import io.sallyport.redis.store.RedisTurns;
import io.sallyport.relay.RelayStore;
import io.sallyport.rule.BusinessNumber;
import io.sallyport.rule.Policies;
import io.sallyport.rule.Rates;
import io.sallyport.send.SharedStores;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.template.TemplateStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Puts Redis behind the ports, and keeps this replica's templates as the others have them. */
final class RedisAssembly {

  private static final Logger LOG = Logger.getLogger(RedisAssembly.class);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final int RETRIES = 5;
  private static final int AT_ONCE = 32;

  /** Off the hot path; a page may have some hundreds of entries. */
  private static final Duration DIRECTORY_TIMEOUT = Duration.ofSeconds(5);

  /** The one clock: Redis's, with the offset that is configured. */
  @Produces
  @Singleton
  Clock clock(SallyportConfig config) {
    Duration offset = config.clock().offset();
    return new Clock(() -> offset);
  }

  @Produces
  @Singleton
  Scripts scripts(Redis redis) {
    return new Scripts(redis);
  }

  @Produces
  @Singleton
  @Typed({RedisLedger.class, Ledger.class, LedgerUpdates.class, SharedClock.class})
  RedisLedger ledger(
      Vertx vertx,
      Redis redis,
      Scripts scripts,
      Clock clock,
      RedisSettings redisSettings,
      SallyportConfig config,
      Policies policies,
      Numbers numbers,
      Meters meters,
      SharedStores shared,
      Announcer announcer,
      Operators operators) {
    var settings = policies.settings();
    var allowance = settings.marketing();
    return new RedisLedger(
        scripts.by(redisSettings.ofDecisions(vertx, redis, config.policy().storeTimeout())),
        clock,
        config.policy().storeTimeout(),
        settings.requireOptIn() ? TimesToLive.CONSENT : allowance.window().plus(allowance.minGap()),
        effect -> {
          meters.noticed(effect);
          announcer.noticed(effect);
          shared.noticed(effect);
        },
        meters::redisAnswered,
        id -> numbers.find(id).map(BusinessNumber::rates).orElse(Rates.DEFAULT).throughput(),
        SettleTimes.on(vertx),
        ConsoleAssembly.remembered(operators, config) > 0);
  }

  /** What was sent is counted, too, when this process ends. */
  void stop(
      @Observes @Priority(LIBRARY_AFTER) ShutdownEvent stop,
      RedisLedger ledger,
      RedisDecisions decisions,
      SallyportConfig config) {
    UniHelper.toUni(Future.join(ledger.settleWaiting(), decisions.keepWaiting()))
        .onFailure()
        .recoverWithNull()
        .await()
        .atMost(config.policy().storeTimeout().multipliedBy(2));
  }

  @Produces
  @Singleton
  Records records(Scripts scripts, Clock clock, RedisLedger ledger, SallyportConfig config) {
    return new RedisRecords(scripts, clock, config.policy().storeTimeout(), ledger::settleWaiting);
  }

  @Produces
  @Singleton
  ContactLists contactLists(Scripts scripts, SallyportConfig config) {
    return new RedisContactLists(scripts, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  Replays replays(Scripts scripts, SallyportConfig config) {
    return new RedisReplays(scripts, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  FirstResponses firstResponses(Scripts scripts, SallyportConfig config) {
    return new RedisFirstResponses(scripts, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  IdempotencyStore idempotencyStore(Scripts scripts, SallyportConfig config) {
    return new RedisIdempotency(scripts, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  MessagingLimitStore messagingLimits(Scripts scripts, Clock clock, SallyportConfig config) {
    return new RedisMessagingLimits(scripts, clock, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  DeferredQueue deferredQueue(Scripts scripts, Clock clock, SallyportConfig config) {
    return new RedisDeferredQueue(scripts, clock, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  ParkedSends parkedSends(Scripts scripts, Clock clock, SallyportConfig config) {
    return new RedisParkedSends(scripts, clock, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  HeldSends heldSends(Scripts scripts, Clock clock, SallyportConfig config) {
    return new RedisHeldSends(scripts, clock, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  RelayStore relayStore(Scripts scripts, Clock clock, SallyportConfig config) {
    RelayConfig relay = config.relay();
    return new RedisRelay(
        scripts,
        clock,
        config.policy().storeTimeout(),
        relay.maxQueued(),
        relay.maxAge(),
        relay.claimAfter());
  }

  @Produces
  @Singleton
  Links links(Redis redis, SallyportConfig config) {
    return new RedisLinks(redis, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  Turns turns(Scripts scripts, SallyportConfig config) {
    return new RedisTurns(scripts, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  Reminders reminders(Scripts scripts, Clock clock, SallyportConfig config) {
    return new RedisReminders(scripts, clock, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  TemplateStore templateStore(Scripts scripts, SallyportConfig config) {
    return new RedisTemplates(
        scripts, config.templates().missRefreshInterval(), config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  DirectoryStore directoryStore(Scripts scripts) {
    return new RedisDirectory(scripts, DIRECTORY_TIMEOUT);
  }

  /**
   * Before the first send, the scripts are known; from then on the templates' news are heard. What
   * was read before may have changed before they were.
   */
  void listen(
      @Observes Serving start,
      Vertx vertx,
      Redis redis,
      Scripts scripts,
      TemplateRegistry templates,
      RedisDecisionWire wire,
      LiveDecisions live) {
    scripts.teach();
    Map<String, Consumer<String>> channels = new HashMap<>(wire.channels(live));
    channels.put(Subscription.TEMPLATES_CHANGED, waba -> reload(templates, Set.of(waba)));
    new Subscription(vertx, redis, channels, () -> reload(templates, templates.begun())).listen();
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
