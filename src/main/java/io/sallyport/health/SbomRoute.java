package io.sallyport.health;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What this artefact is made of, at {@code /.well-known/sbom} of the management port. The build
 * makes it; Quarkus's own endpoint, from 3.36 on, has the same path.
 */
@Singleton
final class SbomRoute {

  private static final String PATH = "/.well-known/sbom";

  /** The pom's {@code sbom}. */
  private static final String RESOURCE = "/META-INF/sbom/dependency.cdx.json";

  void serve(@Observes ManagementInterface management) {
    // Read at each request: it is half a megabyte, and hardly ever asked for.
    management.router().get(PATH).blockingHandler(SbomRoute::answer, false);
  }

  private static void answer(RoutingContext request) {
    try (InputStream sbom = SbomRoute.class.getResourceAsStream(RESOURCE)) {
      if (sbom == null) {
        request.response().setStatusCode(404).end("Only a packaged gateway has an SBOM.\n");
        return;
      }
      request
          .response()
          .putHeader("Content-Type", "application/vnd.cyclonedx+json")
          .end(Buffer.buffer(sbom.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
