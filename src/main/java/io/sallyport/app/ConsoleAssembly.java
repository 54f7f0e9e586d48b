package io.sallyport.app;

import io.sallyport.audit.ActStore;
import io.sallyport.audit.Acts;
import io.sallyport.audit.LiveDecisions;
import io.sallyport.config.SallyportConfig;
import io.sallyport.ledger.SharedClock;
import io.sallyport.meters.DecisionLog;
import io.sallyport.overview.OverviewStore;
import io.sallyport.redis.store.RedisActs;
import io.sallyport.redis.store.RedisDecisionWire;
import io.sallyport.redis.store.RedisOverview;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** Puts together what the console shows. */
final class ConsoleAssembly {

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
