package io.sallyport.http.live;

import io.netty.channel.EventLoop;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * One reader's answer; everything but {@link #end} is called on its connection's event loop.
 * Nothing waits for a reader who is slow: what does not fit into the connection's buffer is
 * counted, and told as a gap when there is room again.
 */
final class EventStream {

  private static final String BEGIN = ": decisions as they are made\n\n";
  private static final String HEARTBEAT = ":\n\n";

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final String who;
  private final EventLoop loop;
  private long missed;

  /**
   * A stream.
   *
   * @param who calls
   * @param loop of its connection
   */
  EventStream(HttpServerRequest request, String who, EventLoop loop) {
    this.request = request;
    this.response = request.response();
    this.who = who;
    this.loop = loop;
  }

  HttpServerRequest request() {
    return request;
  }

  String who() {
    return who;
  }

  EventLoop loop() {
    return loop;
  }

  /** Whether nothing can be written any more. */
  boolean isOver() {
    return response.ended() || response.closed();
  }

  /** Answers at once: a browser's EventSource, and a proxy, wait for the first bytes. */
  void begin() {
    response.setChunked(true);
    response.putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=UTF-8");
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.putHeader("X-Accel-Buffering", "no");
    write(Buffer.buffer(BEGIN));
  }

  /**
   * Tells events, or counts them as missed.
   *
   * @param events the same bytes for many readers
   * @param many how many they are
   * @param others how many others are not told to anybody
   */
  void take(Buffer events, int many, int others) {
    missed += others;
    if (response.writeQueueFull()) {
      missed += many;
      return;
    }
    tellGap();
    if (many > 0) {
      write(events);
    }
  }

  /** The gap is what came before. */
  private boolean tellGap() {
    if (missed == 0) {
      return false;
    }
    write(Buffer.buffer("event: gap\ndata: {\"missed\":" + missed + "}\n\n"));
    missed = 0;
    return true;
  }

  /** Shows both sides that the other is there, and tells a gap that nothing has followed. */
  void beat() {
    if (!response.writeQueueFull() && !tellGap()) {
      write(Buffer.buffer(HEARTBEAT));
    }
  }

  void end() {
    if (!isOver()) {
      var unused = response.end();
    }
  }

  private void write(Buffer events) {
    if (!isOver()) {
      var unused = response.write(events);
    }
  }
}
