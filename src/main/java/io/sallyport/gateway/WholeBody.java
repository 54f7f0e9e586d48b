package io.sallyport.gateway;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Reads a body whole, up to a limit, for the route's next step. */
final class WholeBody implements Handler<RoutingContext> {

  private final BodyHandler reader;

  WholeBody(long limit) {
    this.reader = BodyHandler.create(false).setBodyLimit(limit);
  }

  @Override
  public void handle(RoutingContext context) {
    // The server has said 100 Continue already; seeing this, the reader would say it again.
    context.request().headers().remove(HttpHeaders.EXPECT);
    reader.handle(context);
  }
}
