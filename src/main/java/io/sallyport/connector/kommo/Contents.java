package io.sallyport.connector.kommo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.account.Numbers;
import io.sallyport.connector.kommo.ToKommo.Inbound;
import io.sallyport.meta.GraphMedia;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;

/** Writes a message of Meta's as Kommo shows it, with what has to be asked for first. */
@Singleton
final class Contents {

  private final MediaSeal seal;
  private final GraphMedia graph;
  private final Numbers numbers;
  private final Wording wording;

  Contents(MediaSeal seal, GraphMedia graph, Numbers numbers, Wording wording) {
    this.seal = seal;
    this.graph = graph;
    this.numbers = numbers;
    this.wording = wording;
  }

  /**
   * What a contact wrote; at least one message.
   *
   * @param message the inbound one, or what became of it
   */
  Future<List<ObjectNode>> fromContact(
      KommoAccount account, String chat, Inbound inbound, JsonNode message) {
    // Of old messages there are very many.
    if (!message.path("type").asText("").equals("text") || inbound.isOld()) {
      return ofBusiness(account, message);
    }
    String text = message.path("text").path("body").asText("");
    return wording
        .toKommo(account, chat, text, inbound.begun())
        .map(told -> List.of(InboundMessage.text(told)));
  }

  /** What the business wrote, or what has no words; at least one message. */
  Future<List<ObjectNode>> ofBusiness(KommoAccount account, JsonNode message) {
    InboundMessage inbound = new InboundMessage(message, media -> link(account, media));
    List<ObjectNode> all = inbound.written();
    String media = inbound.mediaId();
    return all.get(0).has("media")
        ? size(account, media)
            .map(
                size -> {
                  all.get(0).put("file_size", size);
                  return all;
                })
        : Future.succeededFuture(all);
  }

  private String link(KommoAccount account, JsonNode media) {
    String address = media.path("link").asText("");
    return address.isEmpty() ? seal.link(account, media.path("id").asText("")) : address;
  }

  /** Kommo wants to be told; Meta's webhooks do not tell it. 0 when nobody does. */
  private Future<Long> size(KommoAccount account, String mediaId) {
    String number = account.number().phoneNumberId();
    return mediaId.isEmpty()
        ? Future.succeededFuture(0L)
        : graph
            .find(mediaId, number, numbers.accessTokenOf(number).orElse(""))
            .map(GraphMedia.Place::size)
            .otherwise(0L);
  }
}
