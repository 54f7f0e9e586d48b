package io.sallyport.redis;

import io.quarkus.runtime.StartupEvent;
import io.sallyport.admission.Ledger;
import io.sallyport.config.Numbers;
import io.sallyport.config.SallyportConfig;
import io.sallyport.ops.Meters;
import io.sallyport.template.TemplateRegistry;
import io.sallyport.template.TemplateStore;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts Redis behind the ports, and keeps this replica's templates as the others have them. */
final class RedisBeans {

  @Produces
  @Singleton
  Ledger ledger(Redis redis, SallyportConfig config, Meters meters) {
    var offset = config.clock().offset();
    return new RedisLedger(
        redis, () -> offset, config.policy().storeTimeout(), meters::redisAnswered);
  }

  @Produces
  @Singleton
  TemplateStore templateStore(Redis redis, SallyportConfig config) {
    return new RedisTemplates(redis, config.templates().missRefreshInterval());
  }

  void listen(
      @Observes StartupEvent start,
      Vertx vertx,
      Redis redis,
      TemplateRegistry templates,
      Numbers numbers) {
    Runnable reloadAll = () -> numbers.readableWabaIds().forEach(waba -> reload(templates, waba));
    new TemplateNews(vertx, redis, waba -> reload(templates, waba), reloadAll).listen();
  }

  /** A failure is a lost connection, after which everything is reloaded anyway. */
  private static void reload(TemplateRegistry templates, String wabaId) {
    templates.reload(wabaId).subscribe().with(done -> {}, failure -> {});
  }
}
