package io.sallyport.twin.kommo.amojo;

import io.sallyport.twin.http.Response;
import io.sallyport.twin.kommo.chats.ChatMessage;
import io.sallyport.twin.kommo.chats.Chats;
import io.sallyport.twin.kommo.chats.Delivery;
import io.sallyport.twin.kommo.chats.Scope;
import io.sallyport.twin.kommo.shape.Shape;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of an outgoing message (connector-facts A7). Takes both bodies that are documented,
 * and one that holds both; where they overlap they must agree.
 */
final class StatusCalls {
  private static final Set<Long> STATUSES = Set.of(1L, 2L, -1L);
  private static final int OTHER = 905;

  private final Chats chats;
  private final Gaps gaps;

  StatusCalls(Chats chats, Gaps gaps) {
    this.chats = chats;
    this.gaps = gaps;
  }

  Response take(Scope scope, String id, Buffer body) {
    Shape shape = Shape.of(body);
    String msgid = shape.textOrNull("msgid");
    if (msgid != null && !msgid.equals(id)) {
      throw shape.bad("msgid", "is not the message of the path");
    }
    Delivery delivery = read(shape, status(shape));
    shape.end();
    ChatMessage message =
        chats.message(scope.id(), id).orElseThrow(() -> Refusal.notFound("Message"));
    if (message.isFromClient()) {
      throw Refusal.badData("The message is the client's");
    }
    message.tell(delivery);
    return Response.ok(new JsonObject());
  }

  private long status(Shape shape) {
    Long code = shape.integerOrNull("status_code");
    Long word = shape.integerOrNull("delivery_status");
    if (code != null && word != null && !code.equals(word)) {
      throw shape.bad("delivery_status", "differs from status_code");
    }
    if (code != null && word != null && gaps.refusesBothStatuses()) {
      throw shape.bad("delivery_status", "is not a field beside status_code");
    }
    return code != null ? code : shape.integer("delivery_status");
  }

  /** Of a status that names its code itself, as {@code message.delivery_status} does. */
  static Delivery readEdited(Shape shape) {
    Delivery delivery = read(shape, shape.integer("status_code"));
    shape.end();
    return delivery;
  }

  private static Delivery read(Shape shape, long status) {
    if (!STATUSES.contains(status)) {
      throw shape.bad("status_code", "must be 1, 2 or -1");
    }
    Long code = shape.integerOrNull("error_code");
    String error = shape.textOrNull("error");
    if (status != Delivery.ERROR) {
      return withoutError(shape, status, code, error);
    }
    if (code == null || code < 901 || code > OTHER) {
      throw shape.bad("error_code", "must be 901 to 905 with -1");
    }
    if (code == OTHER && (error == null || error.isBlank())) {
      throw shape.bad("error", "is required with 905");
    }
    return new Delivery(Delivery.ERROR, code.intValue(), error);
  }

  private static Delivery withoutError(
      Shape shape, long status, @Nullable Long code, @Nullable String error) {
    if (code != null || error != null) {
      throw shape.bad("error_code", "only with -1, as error");
    }
    return new Delivery((int) status, null, null);
  }
}
