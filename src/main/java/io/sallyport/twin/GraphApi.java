package io.sallyport.twin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * The part of Meta's Graph API the twin speaks. What it does not know it answers as Graph does,
 * never by an echo.
 */
final class GraphApi {
  private final World world;
  private final SendApi sends;
  private final TemplatePages templatePages;

  GraphApi(World world) {
    this.world = world;
    this.sends = new SendApi(world);
    this.templatePages = new TemplatePages(world.shelf());
  }

  Reply answer(Call call) {
    return mayPass(call) ? route(call) : GraphError.unauthenticated().reply();
  }

  private boolean mayPass(Call call) {
    String token = call.token();
    if (token == null || token.isBlank()) {
      return false;
    }
    return world.options().tokens().isEmpty() || world.options().tokens().contains(token);
  }

  private Reply route(Call call) {
    Optional<TwinNumber> number = world.number(call.segment(0));
    if (number.isPresent()) {
      return ofNumber(number.get(), call);
    }
    if (call.is("GET", 2) && world.hasWaba(call.segment(0))) {
      return ofWaba(call);
    }
    return media(call);
  }

  private Reply ofNumber(TwinNumber number, Call call) {
    if (call.isSend() && call.segments().size() == 2) {
      return sends.answer(number, call);
    }
    if (call.is("POST", 2) && call.edge().equals("media")) {
      String type = Optional.ofNullable(call.headers().get("Content-Type")).orElse("");
      MediaStore.Media media = world.media().add(type, call.body());
      return Reply.ok(JsonObject.of("id", media.id()));
    }
    return call.is("GET", 1) ? Reply.ok(number.graphView()) : unknown(call);
  }

  private Reply ofWaba(Call call) {
    return switch (call.edge()) {
      case "message_templates" -> templatePages.answer(call);
      case "phone_numbers" -> phoneNumbers(call.segment(0));
      default -> unknown(call);
    };
  }

  private Reply phoneNumbers(String wabaId) {
    JsonArray data = new JsonArray();
    world.options().numbers().stream()
        .filter(number -> number.wabaId().equals(wabaId))
        .forEach(number -> data.add(number.graphView()));
    return Reply.ok(JsonObject.of("data", data));
  }

  private Reply media(Call call) {
    if (call.is("GET", 2) && call.segment(0).equals("twin-media")) {
      return world
          .media()
          .find(call.segment(1))
          .map(media -> new Reply(200, media.mimeType(), media.content()))
          .orElseGet(() -> unknown(call));
    }
    return world
        .media()
        .find(call.segment(0))
        .filter(media -> call.is("GET", 1))
        .map(media -> Reply.ok(media.view(call.origin())))
        .orElseGet(() -> unknown(call));
  }

  private static Reply unknown(Call call) {
    return GraphError.unknownObject(call.method(), call.segment(0)).reply();
  }
}
