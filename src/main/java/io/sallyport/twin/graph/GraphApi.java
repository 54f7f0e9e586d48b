package io.sallyport.twin.graph;

import io.sallyport.twin.http.Request;
import io.sallyport.twin.http.Response;
import io.sallyport.twin.platform.MediaStore;
import io.sallyport.twin.platform.Numbers;
import io.sallyport.twin.platform.Tokens;
import io.sallyport.twin.platform.TwinNumber;
import io.sallyport.twin.templates.Templates;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;

/**
 * The part of Meta's Graph API the twin speaks. What it does not know it answers with Graph's
 * error.
 */
public final class GraphApi {
  private final Set<String> tokens;
  private final Numbers numbers;
  private final Tokens debugged;
  private final Subscriptions subscriptions;
  private final String appSecret;
  private final MediaStore media;
  private final TemplatePages templatePages;
  private final SendApi sends;

  /**
   * @param tokens the access tokens that pass; any non-blank one does when empty
   * @param debugged what debug_token says of them
   * @param appSecret with the app's id its own access token
   */
  public GraphApi(
      Set<String> tokens,
      Numbers numbers,
      Tokens debugged,
      Subscriptions subscriptions,
      String appSecret,
      Templates templates,
      MediaStore media,
      SendApi sends) {
    this.tokens = tokens;
    this.numbers = numbers;
    this.debugged = debugged;
    this.subscriptions = subscriptions;
    this.appSecret = appSecret;
    this.media = media;
    this.templatePages = new TemplatePages(templates);
    this.sends = sends;
  }

  public Response answer(Request request) {
    if (request.is("GET", 2) && subscriptions.isApp(request.segment(0))) {
      return ofApp(request);
    }
    return isAuthenticated(request) ? route(request) : GraphError.unauthenticated().response();
  }

  private boolean isAuthenticated(Request request) {
    String token = request.token();
    if (token == null || token.isBlank()) {
      return false;
    }
    return tokens.isEmpty() || tokens.contains(token);
  }

  private Response route(Request request) {
    Optional<TwinNumber> number = numbers.find(request.segment(0));
    if (number.isPresent()) {
      return ofNumber(number.get(), request);
    }
    if (request.is("GET", 1) && request.segment(0).equals("debug_token")) {
      String token = Optional.ofNullable(request.query().get("input_token")).orElse("");
      return Response.ok(JsonObject.of("data", debugged.debug(token)));
    }
    if (request.is("GET", 2) && !numbers.ofWaba(request.segment(0)).isEmpty()) {
      return ofWaba(request);
    }
    return media(request);
  }

  /** With a token of its own, of id and secret, and no other. */
  private Response ofApp(Request request) {
    if (!request.edge().equals("subscriptions")) {
      return unknown(request);
    }
    return (request.segment(0) + "|" + appSecret).equals(request.token())
        ? Response.ok(subscriptions.ofApp())
        : GraphError.plain(400, 190, "Invalid OAuth access token signature.").response();
  }

  private Response ofNumber(TwinNumber number, Request request) {
    if (request.isSend() && request.segments().size() == 2) {
      return sends.answer(number, request);
    }
    if (request.is("POST", 2) && request.edge().equals("media")) {
      String type = Optional.ofNullable(request.headers().get("Content-Type")).orElse("");
      MediaStore.Media added = media.add(type, request.body());
      return Response.ok(JsonObject.of("id", added.id()));
    }
    return request.is("GET", 1) ? Response.ok(fields(number, request)) : unknown(request);
  }

  /** {@code webhook_configuration} only when it is asked for. */
  private JsonObject fields(TwinNumber number, Request request) {
    String asked = Optional.ofNullable(request.query().get("fields")).orElse("");
    return asked.equals("webhook_configuration")
        ? JsonObject.of(asked, subscriptions.ofNumber(number), "id", number.pnid())
        : number.graphView();
  }

  private Response ofWaba(Request request) {
    return switch (request.edge()) {
      case "message_templates" -> templatePages.answer(request);
      case "phone_numbers" -> phoneNumbers(request.segment(0));
      case "subscribed_apps" -> Response.ok(subscriptions.ofWaba(request.segment(0)));
      default -> unknown(request);
    };
  }

  private Response phoneNumbers(String wabaId) {
    JsonArray data = new JsonArray();
    numbers.ofWaba(wabaId).forEach(number -> data.add(number.graphView()));
    return Response.ok(JsonObject.of("data", data));
  }

  private Response media(Request request) {
    if (request.is("GET", 2) && request.segment(0).equals("twin-media")) {
      return media
          .find(request.segment(1))
          .map(file -> new Response(200, file.mimeType(), file.content()))
          .orElseGet(() -> unknown(request));
    }
    return media
        .find(request.segment(0))
        .filter(file -> request.is("GET", 1))
        .map(file -> Response.ok(file.view(request.origin())))
        .orElseGet(() -> unknown(request));
  }

  private static Response unknown(Request request) {
    return GraphError.unknownObject(request.method(), request.segment(0)).response();
  }
}
