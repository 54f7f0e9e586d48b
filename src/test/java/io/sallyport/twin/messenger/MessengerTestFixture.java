package io.sallyport.twin.messenger;

import io.sallyport.twin.TwinFixture;
import io.sallyport.twin.TwinSeed;
import io.sallyport.twin.messenger.accounts.Account;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Sends of the seed's accounts, and what their people do. */
abstract class MessengerTestFixture extends TwinFixture {
  protected static final Account PAGE = TwinSeed.PAGE;
  protected static final Account INSTAGRAM = TwinSeed.INSTAGRAM;
  protected static final Account LOGIN = TwinSeed.INSTAGRAM_LOGIN;
  protected static final String PERSON = "5550000000000001";

  protected static Account account(String channel) {
    return switch (channel) {
      case "messenger" -> PAGE;
      case "instagram" -> INSTAGRAM;
      default -> LOGIN;
    };
  }

  protected JsonObject does(Account account, String act, JsonObject order) {
    return twin.account(account.id()).does(PERSON, act, order).join();
  }

  protected JsonObject does(Account account, String act) {
    return does(account, act, new JsonObject());
  }

  protected static JsonObject ago(String span) {
    return JsonObject.of("ago", span);
  }

  protected HttpRequest.Builder to(Account account, String path) {
    String host = account.isAtInstagramsHost() ? twin.instagramUrl() : twin.url();
    return HttpRequest.newBuilder(URI.create(host + path))
        .header("Authorization", "Bearer " + account.token());
  }

  protected HttpResponse<String> post(Account account, JsonObject body) {
    return call(
        to(account, "/v25.0/" + account.page() + "/messages")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode())));
  }

  protected HttpResponse<String> sendText(Account account) {
    return post(account, to("id", PERSON));
  }

  protected static JsonObject to(String key, String value) {
    return JsonObject.of(
        "recipient", JsonObject.of(key, value), "message", JsonObject.of("text", "Hello!"));
  }

  /** Code and subcode, or 200. */
  protected static String outcome(HttpResponse<String> response) {
    if (response.statusCode() == 200) {
      return "200";
    }
    JsonObject error = error(response);
    return error.getInteger("code") + "/" + error.getInteger("error_subcode");
  }

  /** The newest webhook's only entry. */
  protected JsonObject entry() {
    JsonObject newest = receiver.webhooks.get(receiver.webhooks.size() - 1).json();
    return newest.getJsonArray("entry").getJsonObject(0);
  }
}
