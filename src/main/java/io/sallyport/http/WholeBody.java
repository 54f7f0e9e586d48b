package io.sallyport.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;
import java.util.function.Consumer;

/** Reads the whole body, up to a limit, before the route's next handler. */
public final class WholeBody implements Handler<RoutingContext> {

  private static final String ASKED = Asked.class.getName();

  /** Who wants the body of a request. */
  private record Asked(Consumer<Buffer> whenRead, Runnable whenFailed) {}

  private final BodyHandler reader;

  public WholeBody(long limit) {
    this.reader = BodyHandler.create(false).setBodyLimit(limit).setPreallocateBodyBuffer(true);
  }

  /** {@code error_data.details} of a body that is larger. */
  public static String tooLarge(long limit) {
    return "The body is larger than " + limit + " bytes (sallyport.policy.max-body-size).";
  }

  /**
   * Reads the body and hands it over. The route's next handler must be {@link #handOver}, and its
   * failure handler must call {@link #handOverFailure}.
   *
   * @param whenFailed run when the body could not be read whole, or {@code whenRead} threw
   */
  public void read(RoutingContext context, Consumer<Buffer> whenRead, Runnable whenFailed) {
    context.put(ASKED, new Asked(whenRead, whenFailed));
    handle(context);
  }

  /** Gives the body to whom {@link #read} reads it for; empty when there is none. */
  public static void handOver(RoutingContext context) {
    Asked asked = Objects.requireNonNull(context.get(ASKED));
    asked.whenRead().accept(bytes(context));
  }

  private static Buffer bytes(RoutingContext context) {
    return Objects.requireNonNullElseGet(context.body().buffer(), Buffer::buffer);
  }

  /** Tells that it failed to whom {@link #read} reads the body for; false when for nobody. */
  public static boolean handOverFailure(RoutingContext context) {
    Asked asked = context.get(ASKED);
    if (asked != null) {
      asked.whenFailed().run();
    }
    return asked != null;
  }

  @Override
  public void handle(RoutingContext context) {
    // The server has already sent 100 Continue; with this header the reader would send it again.
    context.request().headers().remove(HttpHeaders.EXPECT);
    reader.handle(context);
  }
}
