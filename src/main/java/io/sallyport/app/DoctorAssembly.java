package io.sallyport.app;

import io.sallyport.doctor.Checks;
import io.sallyport.doctor.Doctor;
import io.sallyport.doctor.StartWarnings;
import io.sallyport.redis.core.RedisServers;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the doctor what it looks at. */
final class DoctorAssembly {

  @Produces
  @Singleton
  Doctor doctor(Checks checks) {
    return new Doctor(checks.all());
  }

  @Produces
  @Singleton
  StartWarnings startWarnings(StartupChecks checks) {
    return new StartWarnings(checks.warnings());
  }

  @Produces
  @Singleton
  RedisServers redisServers(Vertx vertx, Redis redis, RedisSettings settings) {
    return new RedisServers(vertx, redis, settings::options);
  }
}
