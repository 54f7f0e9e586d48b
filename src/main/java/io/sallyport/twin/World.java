package io.sallyport.twin;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Everything a twin knows. */
record World(
    TwinOptions options,
    TwinClock clock,
    People people,
    Accounts accounts,
    TemplateShelf shelf,
    Outbox outbox,
    MediaStore media,
    RequestLog requests,
    FaultQueue faults,
    Courier courier) {

  static World of(TwinOptions options, TwinClock clock, Courier courier) {
    TemplateShelf shelf = new TemplateShelf();
    shelf.reset(options.templates());
    return new World(
        options,
        clock,
        new People(),
        new Accounts(),
        shelf,
        new Outbox(),
        new MediaStore(),
        new RequestLog(),
        new FaultQueue(),
        courier);
  }

  Optional<TwinNumber> number(String pnid) {
    return options.numbers().stream().filter(it -> it.pnid().equals(pnid)).findFirst();
  }

  boolean hasWaba(String wabaId) {
    return options.numbers().stream().anyMatch(it -> it.wabaId().equals(wabaId));
  }

  /** Changes about one customer are told in their order. */
  Future<Integer> tell(Person about, TwinNumber number, String field, JsonObject value) {
    return courier.send(about, Envelope.of(number.wabaId(), field, value));
  }

  /** Changes about one account are told in their order. */
  Future<Integer> tell(String wabaId, String field, JsonObject value) {
    return courier.send(wabaId, Envelope.of(wabaId, clock.now(), field, value));
  }

  /** Back to what the twin was started with. */
  void reset() {
    clock.reset();
    people.clear();
    accounts.clear();
    shelf.reset(options.templates());
    outbox.clear();
    media.clear();
    requests.clear();
    faults.clear();
    courier.dropWaiting();
    courier.habits(DeliveryHabits.PLAIN);
    courier.url(options.webhookUrl());
  }
}
