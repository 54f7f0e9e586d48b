package io.sallyport.twin.kommo.control;

import io.sallyport.twin.control.Control;
import io.sallyport.twin.control.Span;
import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.sallyport.twin.kommo.chats.Chats;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/** {@code /twin/messages/{id}}: one message and what became of it. */
final class MessageControl implements Control {
  private static final long LOOK_MS = 20;

  private final Vertx vertx;
  private final Chats chats;

  MessageControl(Vertx vertx, Chats chats) {
    this.vertx = vertx;
    this.chats = chats;
  }

  @Override
  public Future<Response> answer(Request request) {
    return request.is("GET", 3) ? told(request.segment(2), request) : Control.unknown(request);
  }

  /** The message, as soon as a status was told or {@code ?wait=} is over. */
  Future<Response> told(String id, Request request) {
    String wait = request.query().get("wait");
    Duration span = wait == null ? Duration.ZERO : Span.parse(wait);
    return chats
        .message(id)
        .map(message -> told(message, System.nanoTime() + span.toNanos()))
        .orElseGet(() -> Control.unknown(request));
  }

  private Future<Response> told(ChatMessage message, long until) {
    if (message.delivery() != null || System.nanoTime() >= until) {
      return Control.done(Response.ok(message.view()));
    }
    Promise<Response> later = Promise.promise();
    vertx.setTimer(LOOK_MS, timer -> told(message, until).onComplete(later));
    return later.future();
  }
}
