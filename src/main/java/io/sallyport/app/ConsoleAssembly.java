package io.sallyport.app;

import io.sallyport.account.Operators;
import io.sallyport.audit.ActStore;
import io.sallyport.audit.Acts;
import io.sallyport.audit.DecisionStore;
import io.sallyport.audit.LiveDecisions;
import io.sallyport.config.SallyportConfig;
import io.sallyport.ledger.SharedClock;
import io.sallyport.meters.DecisionLog;
import io.sallyport.overview.OverviewStore;
import io.sallyport.redis.store.RedisActs;
import io.sallyport.redis.store.RedisDecisionWire;
import io.sallyport.redis.store.RedisDecisions;
import io.sallyport.redis.store.RedisOverview;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Puts together what the console shows. */
final class ConsoleAssembly {

  private static final Logger LOG = Logger.getLogger(ConsoleAssembly.class);

  /** How long decisions wait for others before they are stored, ms. */
  private static final long DECISIONS_TOGETHER = 100;

  /** Decisions of each number, without which the console has nothing to show of a contact. */
  private static final int REMEMBERED = 1_000;

  @Produces
  @Singleton
  @Typed({RedisDecisions.class, DecisionStore.class})
  RedisDecisions decisionStore(
      Vertx vertx, Redis redis, Operators operators, SallyportConfig config) {
    return new RedisDecisions(
        redis,
        config.policy().storeTimeout(),
        remembered(operators, config),
        task -> vertx.setTimer(DECISIONS_TOGETHER, told -> inBackground(vertx, task)));
  }

  /** How many decisions of each number are remembered; 0 for none. */
  static int remembered(Operators operators, SallyportConfig config) {
    return config.audit().remembered().orElse(operators.haveConsole() ? REMEMBERED : 0);
  }

  /** On a thread that no send needs. */
  private static void inBackground(Vertx vertx, Runnable task) {
    vertx
        .executeBlocking(
            () -> {
              task.run();
              return null;
            },
            false)
        .onFailure(bug -> LOG.errorf(bug, "not done in the background"));
  }

  @Produces
  @Singleton
  RedisDecisionWire decisionWire(Redis redis, SallyportConfig config) {
    return new RedisDecisionWire(redis, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  Acts acts(SharedClock clock, DecisionLog log, ActStore store) {
    return new Acts(clock::now, log::act, store);
  }

  @Produces
  @Singleton
  ActStore actStore(Redis redis, SallyportConfig config) {
    return new RedisActs(redis, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  OverviewStore overviewStore(Redis redis, SallyportConfig config) {
    return new RedisOverview(redis, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  @Typed(LiveDecisions.class)
  LiveDecisions liveDecisions(RedisDecisionWire wire) {
    return new LiveDecisions(wire, System::nanoTime);
  }
}
