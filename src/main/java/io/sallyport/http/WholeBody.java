package io.sallyport.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Reads the whole body, up to a limit, before the route's next handler. */
public final class WholeBody implements Handler<RoutingContext> {

  private final BodyHandler reader;

  public WholeBody(long limit) {
    this.reader = BodyHandler.create(false).setBodyLimit(limit);
  }

  /** {@code error_data.details} of a body that is larger. */
  public static String tooLarge(long limit) {
    return "The body is larger than " + limit + " bytes (sallyport.policy.max-body-size).";
  }

  @Override
  public void handle(RoutingContext context) {
    // The server has already sent 100 Continue; with this header the reader would send it again.
    context.request().headers().remove(HttpHeaders.EXPECT);
    reader.handle(context);
  }
}
