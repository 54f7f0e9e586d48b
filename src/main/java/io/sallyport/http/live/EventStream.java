package io.sallyport.http.live;

import io.sallyport.audit.DecisionFilter;
import io.sallyport.audit.LiveDecisions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/**
 * One listener's answer. Nothing waits for a reader who is slow: what does not fit into the
 * connection's buffer is counted, and told as a gap when there is room again.
 */
final class EventStream implements LiveDecisions.Listener {

  private static final String BEGIN = ": decisions as they are made\n\n";
  private static final String HEARTBEAT = ":\n\n";

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final String who;
  private final DecisionFilter filter;
  private long missed;

  /**
   * A stream.
   *
   * @param who calls
   */
  EventStream(HttpServerRequest request, String who, DecisionFilter filter) {
    this.request = request;
    this.response = request.response();
    this.who = who;
    this.filter = filter;
  }

  HttpServerRequest request() {
    return request;
  }

  String who() {
    return who;
  }

  @Override
  public DecisionFilter filter() {
    return filter;
  }

  /** Answers at once: a browser's EventSource, and a proxy, wait for the first bytes. */
  void begin() {
    response.setChunked(true);
    response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=UTF-8");
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.putHeader("X-Accel-Buffering", "no");
    write(BEGIN);
  }

  @Override
  public synchronized void take(List<String> decisions, int others) {
    missed += others;
    if (response.writeQueueFull()) {
      missed += decisions.size();
      return;
    }
    StringBuilder events = new StringBuilder();
    gap(events);
    for (String decision : decisions) {
      events.append("event: decision\ndata: ").append(decision).append("\n\n");
    }
    if (!events.isEmpty()) {
      write(events.toString());
    }
  }

  /** The gap is what came before. */
  private void gap(StringBuilder events) {
    if (missed > 0) {
      events.append("event: gap\ndata: {\"missed\":").append(missed).append("}\n\n");
      missed = 0;
    }
  }

  /** Shows both sides that the other is there, and tells a gap that nothing has followed. */
  synchronized void beat() {
    if (!response.writeQueueFull()) {
      StringBuilder events = new StringBuilder();
      gap(events);
      write(events.isEmpty() ? HEARTBEAT : events.toString());
    }
  }

  void end() {
    if (!response.ended() && !response.closed()) {
      var unused = response.end();
    }
  }

  private void write(String events) {
    if (!response.ended() && !response.closed()) {
      var unused = response.write(events);
    }
  }
}
