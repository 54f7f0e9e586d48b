package io.sallyport.twin.dev;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What {@code quarkus:dev} adds to the console: a part beside the pages that plays the customer and
 * the CRM, and the way from it to the twin, which listens on another port.
 */
@IfBuildProfile("dev")
@Singleton
final class DevConsole {

  private static final Logger LOG = Logger.getLogger(DevConsole.class);

  private static final String CONSOLE = "/sallyport/console/";
  private static final String ASIDE = CONSOLE + "aside.js";
  private static final String TWIN = CONSOLE + "twin/";

  /** Before the console's own route, which has an empty file of this name. */
  private static final int BEFORE_THE_CONSOLE = -300_000;

  /** Only a page of the gateway's own can send it without asking first. */
  private static final String OWN_HEADER = "Sallyport-Console";

  private final HttpClient client;
  private final int twinPort;
  private final int gatewayPort;

  DevConsole(
      Vertx vertx,
      @ConfigProperty(name = "dev.twin-port") int twinPort,
      @ConfigProperty(name = "quarkus.http.port") int gatewayPort) {
    this.client = vertx.createHttpClient();
    this.twinPort = twinPort;
    this.gatewayPort = gatewayPort;
  }

  void register(@Observes Router router) {
    router.get(ASIDE).order(BEFORE_THE_CONSOLE).handler(DevConsole::aside);
    router.route(TWIN + "*").order(BEFORE_THE_CONSOLE).handler(this::toTheTwin);
  }

  void tell(@ObservesAsync HttpServerStart started) {
    LOG.infof("the console is at http://localhost:%d%s, the key is \"dev\"", gatewayPort, CONSOLE);
  }

  private static void aside(RoutingContext context) {
    try (InputStream file =
        DevConsole.class.getClassLoader().getResourceAsStream("console-dev/aside.js")) {
      context
          .response()
          .putHeader("Content-Type", "text/javascript; charset=utf-8")
          .putHeader("Cache-Control", "no-cache")
          .end(Buffer.buffer(Objects.requireNonNull(file).readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void toTheTwin(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (request.getHeader(OWN_HEADER) == null) {
      request.response().setStatusCode(403).end();
      return;
    }
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost("localhost")
            .setPort(twinPort)
            .setURI(request.uri().substring(TWIN.length() - 1));
    String authorization = request.getHeader("Authorization");
    if (authorization != null) {
      options.putHeader("Authorization", authorization);
    }
    options.putHeader("Content-Type", "application/json");
    Future<Buffer> read = request.body();
    // Quarkus pauses every request.
    request.resume();
    read.compose(body -> client.request(options).compose(call -> call.send(body)))
        .compose(answer -> answer.body().map(body -> Map.entry(answer.statusCode(), body)))
        .onSuccess(
            answer ->
                context
                    .response()
                    .setStatusCode(answer.getKey())
                    .putHeader("Content-Type", "application/json")
                    .end(answer.getValue()))
        .onFailure(failure -> context.response().setStatusCode(502).end());
  }
}
