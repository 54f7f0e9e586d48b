package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.config.KommoConfig.DeliveryBody;
import io.sallyport.config.SallyportConfig;
import io.sallyport.connector.kommo.ToKommo.Status;
import io.sallyport.connector.kommo.ToKommo.StatusOf;
import io.vertx.core.Future;
import jakarta.inject.Singleton;

/** Tells Kommo what became of a message of its own. */
@Singleton
final class StatusCalls {

  private static final int OK = 200;

  private final AmojoClient amojo;
  private final Chats chats;
  private final DeliveryBody deliveryBody;

  StatusCalls(AmojoClient amojo, Chats chats, SallyportConfig config) {
    this.amojo = amojo;
    this.chats = chats;
    this.deliveryBody = config.kommo().deliveryBody();
  }

  /** The same, if the message is Kommo's. */
  Future<Integer> tell(KommoAccount account, StatusOf status) {
    return chats
        .about(account, status.wamid())
        .compose(
            about ->
                about == null
                    ? Future.succeededFuture(OK)
                    : tell(account, new Status(about, status.status(), status.failed())));
  }

  /**
   * Tells it; of a message that went out as two the worse end.
   *
   * @return as {@link AmojoClient#aboutMessage}
   */
  Future<Integer> tell(KommoAccount account, Status status) {
    return status.about().part() == 0
        ? told(account, status)
        : chats
            .together(account, status.about(), status.status())
            .compose(
                far ->
                    far == 0
                        ? Future.succeededFuture(OK)
                        : told(account, new Status(status.about(), far, status.failed())));
  }

  private Future<Integer> told(KommoAccount account, Status status) {
    String path = account.scope() + "/" + status.about().message() + "/delivery_status";
    return amojo.aboutMessage(account, path, body(status, deliveryBody));
  }

  /** Which of two names the member has, Kommo's pages disagree about. */
  static ObjectNode body(Status status, DeliveryBody form) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("msgid", status.about().message());
    if (form != DeliveryBody.STATUS_CODE) {
      body.put("delivery_status", status.status());
    }
    if (form != DeliveryBody.DELIVERY_STATUS) {
      body.put("status_code", status.status());
    }
    if (status.failed() != null) {
      body.put("error_code", status.failed().code()).put("error", status.failed().sentence());
    }
    return body;
  }
}
