package io.sallyport.app;

import io.sallyport.account.Numbers;
import io.sallyport.account.WabaZones;
import io.sallyport.budget.BudgetStore;
import io.sallyport.budget.Budgets;
import io.sallyport.config.BudgetsReader;
import io.sallyport.config.SallyportConfig;
import io.sallyport.event.AiWatch;
import io.sallyport.event.Announcer;
import io.sallyport.event.BudgetWatch;
import io.sallyport.ledger.MessagingLimitStore;
import io.sallyport.pricing.Tariff;
import io.sallyport.redis.core.Clock;
import io.sallyport.redis.core.Scripts;
import io.sallyport.redis.ledger.RedisBudgets;
import io.sallyport.redis.store.RedisFirstCharges;
import io.sallyport.send.SharedStores;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts together what is about money, and what else sends of several numbers share. */
final class BudgetAssembly {

  @Produces
  @Singleton
  BudgetStore budgetStore(Scripts scripts, Clock clock, SallyportConfig config) {
    return new RedisBudgets(scripts, clock, config.policy().storeTimeout());
  }

  @Produces
  @Singleton
  Budgets budgets(SallyportConfig config, Tariff tariff, WabaZones zones, Clock clock) {
    return new Budgets(
        BudgetsReader.read(config.budgets(), tariff.currencies()), zones::of, tariff, clock::now);
  }

  @Produces
  @Singleton
  BudgetWatch budgetWatch(Announcer announcer, BudgetStore store, Numbers numbers) {
    return new BudgetWatch(announcer, store, numbers::ids);
  }

  @Produces
  @Singleton
  AiWatch aiWatch(Announcer announcer, Redis redis, SallyportConfig config) {
    return new AiWatch(announcer, new RedisFirstCharges(redis, config.policy().storeTimeout()));
  }

  @Produces
  @Singleton
  SharedStores sharedStores(MessagingLimitStore limits, Budgets budgets, BudgetStore spent) {
    return new SharedStores(limits, budgets, spent);
  }
}
