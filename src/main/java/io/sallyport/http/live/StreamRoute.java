package io.sallyport.http.live;

import io.netty.channel.EventLoop;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.sallyport.audit.DecisionFilter;
import io.sallyport.audit.LiveDecisions;
import io.sallyport.http.GraphErrors;
import io.sallyport.http.RouteOrder;
import io.sallyport.http.access.Caller;
import io.sallyport.http.access.Callers;
import io.sallyport.http.api.ApiCalls;
import io.sallyport.rule.Reason;
import io.sallyport.rule.Refusal;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.VertxInternal;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /sallyport/v1/decisions/stream}: decisions of all replicas as they are made. No
 * resource, since one write is for many events, and nothing waits for a reader.
 */
@Singleton
final class StreamRoute {

  private static final String PATH = "/sallyport/v1/decisions/stream";

  /** At each replica; each is a connection, and what it buffers. */
  private static final int MOST = 1000;

  /** Shorter than proxies wait, and than the 15 s that are promised. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** How often it is asked whether who listens still may. */
  private static final Duration CHECK = Duration.ofSeconds(2);

  private static final String TOO_MANY =
      "As many listen at this replica as it takes (" + MOST + "). Try again later.";

  private final Vertx vertx;
  private final Callers callers;
  private final StreamFilter filters;
  private final LiveDecisions live;
  private final Map<EventStream, DecisionFilter> streams = new ConcurrentHashMap<>();
  private final Map<DecisionFilter, Audience> audiences = new ConcurrentHashMap<>();
  private volatile boolean isStopping;

  StreamRoute(Vertx vertx, Callers callers, StreamFilter filters, LiveDecisions live) {
    this.vertx = vertx;
    this.callers = callers;
    this.filters = filters;
    this.live = live;
  }

  void register(@Observes Router router) {
    router.get(PATH).order(RouteOrder.STREAM).handler(this::handle);
    vertx.setPeriodic(HEARTBEAT.toMillis(), beat -> audiences.values().forEach(Audience::beat));
    vertx.setPeriodic(CHECK.toMillis(), check -> streams.keySet().forEach(this::check));
  }

  /** A stream never ends by itself, and a stop waits for what has not ended. */
  void stop(@Observes ShutdownDelayInitiatedEvent stop) {
    isStopping = true;
    streams.keySet().forEach(this::end);
  }

  private void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    EventLoop loop = ((VertxInternal) vertx).getOrCreateContext().nettyEventLoop();
    callers
        .ofApi(request)
        .onSuccess(caller -> handle(request, loop, caller))
        .onFailure(silent -> refuse(request, Refusal.of(Reason.UNDECIDED, ApiCalls.STORE_SILENT)));
  }

  private void handle(HttpServerRequest request, EventLoop loop, Caller caller) {
    Refusal refusal = Callers.refusal(caller);
    if (refusal != null) {
      refuse(request, refusal);
    } else if (streams.size() >= MOST) {
      refuse(request, Refusal.of(Reason.UNDECIDED, TOO_MANY));
    } else {
      filters
          .of(request, caller)
          .onSuccess(asked -> answer(request, loop, caller, asked))
          .onFailure(
              silent -> refuse(request, Refusal.of(Reason.UNDECIDED, ApiCalls.STORE_SILENT)));
    }
  }

  private void answer(
      HttpServerRequest request, EventLoop loop, Caller caller, StreamFilter.Asked asked) {
    if (asked instanceof StreamFilter.Refused refused) {
      refuse(request, refused.refusal());
    } else if (asked instanceof StreamFilter.Wanted wanted) {
      EventStream stream = new EventStream(request, name(caller), loop);
      // Who has the head of the answer misses nothing.
      live.prepare().onComplete(prepared -> loop.execute(() -> begin(stream, wanted.filter())));
    }
  }

  /** On the stream's loop: what it is told from now on comes after the head. */
  private void begin(EventStream stream, DecisionFilter filter) {
    if (stream.isOver()) {
      return;
    }
    HttpServerResponse response = stream.request().response();
    response.exceptionHandler(broken -> forget(stream));
    response.closeHandler(gone -> forget(stream));
    streams.put(stream, filter);
    audiences.compute(filter, (wanted, there) -> joined(stream, there, wanted));
    stream.begin();
    if (isStopping) {
      end(stream);
    }
  }

  private Audience joined(EventStream stream, @Nullable Audience there, DecisionFilter filter) {
    Audience audience = there == null ? new Audience(filter) : there;
    audience.add(stream);
    if (there == null) {
      live.add(audience);
    }
    return audience;
  }

  private void forget(EventStream stream) {
    DecisionFilter filter = streams.remove(stream);
    if (filter != null) {
      audiences.computeIfPresent(filter, (wanted, there) -> left(stream, there));
    }
  }

  private @Nullable Audience left(EventStream stream, Audience audience) {
    audience.remove(stream);
    if (!audience.isEmpty()) {
      return audience;
    }
    live.remove(audience);
    return null;
  }

  private void end(EventStream stream) {
    forget(stream);
    stream.end();
  }

  /** Ends the stream if its session is over or its key was taken away. */
  private void check(EventStream stream) {
    callers
        .ofApi(stream.request())
        .onSuccess(
            caller -> {
              if (!name(caller).equals(stream.who())) {
                end(stream);
              }
            });
  }

  private static String name(Caller caller) {
    if (caller instanceof Caller.Operator operator) {
      return "operator " + operator.operator().name();
    } else if (caller instanceof Caller.Known known) {
      return "client " + known.client();
    }
    return caller instanceof Caller.Anyone ? "anyone" : "";
  }

  private static void refuse(HttpServerRequest request, Refusal refusal) {
    GraphErrors.write(request.response(), refusal);
  }
}
