package io.sallyport.twin.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sallyport.twin.Twin;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.kommo.KommoSeed;
import io.sallyport.twin.kommo.KommoTwin;
import io.sallyport.twin.wazzup.WazzupOptions;
import io.sallyport.twin.wazzup.WazzupTwin;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/**
 * A world to try the gateway in: real Redis, simulated Meta, Kommo and Wazzup, one customer who
 * wrote yesterday.
 */
@IfBuildProfile("dev")
@Singleton
public final class DevEnvironment {

  private static final Logger LOG = Logger.getLogger(DevEnvironment.class);

  /** Meta's documented sample customer. */
  private static final String CUSTOMER = "16505551234";

  /** 40 s or more, on however slow a machine. */
  private static final int UNTIL_THE_GATEWAY_LISTENS = 40;

  private final int redisPort;
  private final int twinPort;
  private final int kommoPort;
  private final int instagramPort;
  private final int wazzupPort;
  private final String wazzupSecret;
  private final String appSecret;
  private final int gatewayPort;
  private @Nullable RedisServer redis;
  private @Nullable Twin twin;
  private @Nullable KommoTwin kommo;
  private @Nullable WazzupTwin wazzup;

  DevEnvironment(
      @ConfigProperty(name = "dev.redis-port") int redisPort,
      @ConfigProperty(name = "dev.twin-port") int twinPort,
      @ConfigProperty(name = "dev.kommo-port") int kommoPort,
      @ConfigProperty(name = "dev.instagram-port") int instagramPort,
      @ConfigProperty(name = "dev.wazzup-port") int wazzupPort,
      @ConfigProperty(name = "sallyport.wazzup.webhook-secret") String wazzupSecret,
      @ConfigProperty(name = "sallyport.webhook.app-secret") String appSecret,
      @ConfigProperty(name = "quarkus.http.port") int gatewayPort) {
    this.redisPort = redisPort;
    this.twinPort = twinPort;
    this.kommoPort = kommoPort;
    this.instagramPort = instagramPort;
    this.wazzupPort = wazzupPort;
    this.wazzupSecret = wazzupSecret;
    this.appSecret = appSecret;
    this.gatewayPort = gatewayPort;
  }

  /** Before anything else asks for Redis or Meta. */
  void start(@Observes @Priority(0) StartupEvent event) throws IOException {
    redis =
        RedisServer.newRedisServer()
            .port(redisPort)
            .setting("bind 127.0.0.1")
            .setting("save \"\"")
            .build();
    redis.start();
    twin =
        Twin.start(
            TwinSeed.options()
                .withPort(twinPort)
                .withInstagramPort(instagramPort)
                .withAppSecret(appSecret)
                .withInstagramAppSecret("dev-instagram-secret")
                .withMaxWebhookTries(UNTIL_THE_GATEWAY_LISTENS)
                .withWebhookUrl("http://localhost:" + gatewayPort + "/webhooks/meta"));
    kommo =
        KommoTwin.start(
            KommoSeed.options()
                .withPort(kommoPort)
                .withHookUrl("http://localhost:" + gatewayPort + "/kommo/:scope_id"));
    wazzup =
        WazzupTwin.start(
            WazzupOptions.seed()
                .withPort(wazzupPort)
                .withWebhooksUri(
                    "http://localhost:" + gatewayPort + "/webhooks/wazzup/" + wazzupSecret));
    var yesterday = twin.clock().now().minus(Duration.ofHours(26));
    // Delivered, with retries, once the gateway listens.
    var unused = twin.customerWrites(CUSTOMER, "Do you have it in blue?", yesterday);
    LOG.infof(
        "the twin listens on port %d, Kommo's on %d, Wazzup's on %d, Redis on %d",
        twinPort, kommoPort, wazzupPort, redisPort);
  }

  void stop(@Observes ShutdownEvent event) throws IOException {
    if (twin != null) {
      twin.close();
    }
    if (kommo != null) {
      kommo.close();
    }
    if (wazzup != null) {
      wazzup.close();
    }
    if (redis != null) {
      redis.stop();
    }
  }
}
