package io.sallyport.twin.messenger.accounts;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A Page or a professional Instagram account.
 *
 * @param id what {@code entry.id} of its webhooks is
 * @param page the id it is sent to under: the Page's, or its own
 * @param token the access token; null if any passes, and {@code me} is nobody then
 * @param humanAgent whether Meta has approved the app's use of {@code HUMAN_AGENT}
 */
public record Account(
    String id, Network network, String page, @Nullable String token, boolean humanAgent) {

  public static Account page(String id, @Nullable String token) {
    return new Account(id, Network.MESSENGER, id, token, false);
  }

  /** Linked to a Page, whose token it shares. */
  public static Account linked(String id, Account page) {
    return new Account(id, Network.INSTAGRAM, page.id(), page.token(), false);
  }

  public static Account instagram(String id, @Nullable String token) {
    return new Account(id, Network.INSTAGRAM_LOGIN, id, token, false);
  }

  public Account withHumanAgent(boolean to) {
    return new Account(id, network, page, token, to);
  }

  public boolean isAtInstagramsHost() {
    return network == Network.INSTAGRAM_LOGIN;
  }

  public JsonObject view() {
    return JsonObject.of(
        "id", id, "channel", network.word(), "page", page, "human_agent", humanAgent);
  }
}
