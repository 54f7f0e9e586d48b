package io.sallyport.twin;

import java.util.Optional;

/** Everything a twin knows. */
record World(
    TwinOptions options,
    TwinClock clock,
    Relationships relationships,
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
        new Relationships(),
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

  /** Back to what the twin was started with. */
  void reset() {
    clock.reset();
    relationships.clear();
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
